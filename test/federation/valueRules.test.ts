import { and, or } from "../../gateway/authorize/loadShield.ts";

import { auditor, meshWith, onValues, owner } from "../support/valueRuleMesh.ts";

const denied = (...path: (string | number)[]) =>
  expect.objectContaining({ path, extensions: expect.objectContaining({ code: "FORBIDDEN" }) });

test("a field is given in the rows whose values the rule allows, and null with an error in each other one", async () => {
  const { ask, sent } = await meshWith();
  const answer = await ask(`{ cases { id secret } }`);
  expect(answer).toMatchObject({
    data: {
      cases: [
        { id: "a", secret: "s-a" },
        { id: "b", secret: null },
        { id: "c", secret: null },
      ],
    },
    errors: [denied("cases", 1, "secret"), denied("cases", 2, "secret")],
    withheld: [{ path: ["cases", "secret"], reason: "DENIED" }],
  });
  // What the rule is shown comes from another context, is not the consumer's to read, and is not told.
  expect(sent.map(({ subgraph }) => subgraph)).toEqual(["cases", "owners"]);
  expect(JSON.stringify(answer)).not.toMatch(/ownerId|ada|bob/);
});

test("whatever the alias, the fragment and the nesting, the object the field stands in decides", async () => {
  const { ask } = await meshWith();
  const { data, errors } = await ask(
    `query ($yes: Boolean!) {
       all: cases { ...S related { mine: secret ownerId: secret @include(if: $yes) } }
       case(id: "a") { secret type_1Case_ownerId: secret }
     }
     fragment S on Case { x: secret secret: id }`,
    { variables: { yes: true } },
  );
  expect(data).toEqual({
    all: [
      {
        x: "s-a",
        secret: "a",
        related: [
          { mine: null, ownerId: null },
          { mine: null, ownerId: null },
        ],
      },
      { x: null, secret: "b", related: [] },
      { x: null, secret: "c", related: [] },
    ],
    case: { secret: "s-a", type_1Case_ownerId: "s-a" },
  });
  expect(errors).toHaveLength(6);
  expect(errors).toContainEqual(denied("all", 0, "related", 1, "ownerId"));
});

test("below interfaces and unions each type's own rule decides", async () => {
  const author = onValues("Note", "author", ({ author }, _args, { consumer }) => author === consumer.id);
  const { ask } = await meshWith({ Note: { secret: author } });
  const { data, errors } = await ask(
    `{ things { id secret } any { ... on Thing { secret } ... on Case { id note { secret } } } }`,
  );
  expect(data).toEqual({
    things: [
      { id: "a", secret: "s-a" },
      { id: "b", secret: null },
      { id: "c", secret: null },
      { id: "n", secret: null },
    ],
    any: [
      { secret: null },
      { secret: "s-a", id: "a", note: { secret: "s-n-a" } },
      { secret: null, id: "b", note: { secret: "s-n-b" } },
      { secret: null, id: "c", note: { secret: "s-n-c" } },
    ],
  });
  expect(errors).toHaveLength(6);
});

test("where null cannot be, a refusal takes its object with it", async () => {
  const { ask } = await meshWith({ Case: { sealed: owner } });
  const { data, errors } = await ask(`{ a: case(id: "a") { sealed } b: case(id: "b") { id sealed } }`);
  expect(data).toEqual({ a: { sealed: "x-a" }, b: null });
  expect(errors).toEqual([denied("b", "sealed")]);
});

test("a rule is evaluated once for the same arguments and values", async () => {
  const seen: unknown[] = [];
  const counted = onValues("Case", "level state", (parent, args) => {
    seen.push([parent, { ...args }]);
    return true;
  });
  const { ask } = await meshWith({ Case: { amount: counted } });
  const query = `query ($in: String) { case(id: "a") { amount x: amount(in: "EUR") } mine { amount } again: mine { amount y: amount(in: $in) } }`;
  const { errors } = await ask(query, { variables: { in: "EUR" } });
  expect(errors).toEqual([]);
  const [one, two] = [
    { level: 1, state: "open" },
    { level: 2, state: "open" },
  ];
  expect(seen).toHaveLength(4);
  expect(seen).toEqual(
    expect.arrayContaining([
      [one, {}],
      [one, { in: "EUR" }],
      [two, {}],
      [two, { in: "EUR" }],
    ]),
  );
});

test("what the parts without values refuse is refused before planning, and nothing is fetched for it", async () => {
  const { ask, sent } = await meshWith({ Case: { secret: and(auditor, owner) } });
  const { errors } = await ask(`{ cases { id secret } }`);
  expect(errors).toEqual([denied("cases", "secret")]);
  expect(sent.map(({ subgraph }) => subgraph)).toEqual(["cases"]);
  expect(sent[0]?.query).not.toContain("secret");
  const allowed = await ask(`{ cases { secret } }`, { roles: ["auditor"] });
  expect(allowed.data).toEqual({ cases: [{ secret: "s-a" }, { secret: null }, { secret: null }] });
});

test("joined by or, either part allows", async () => {
  const { ask } = await meshWith({ Case: { secret: or(auditor, owner) } });
  expect((await ask(`{ mine { secret } }`)).data).toEqual({ mine: { secret: null } });
  expect((await ask(`{ mine { secret } }`, { roles: ["auditor"] })).data).toEqual({
    mine: { secret: "s-b" },
  });
});

test("a rule that throws refuses, and tells nothing of why", async () => {
  const throwing = onValues("Case", "level", () => {
    throw new Error("10.0.0.3 is down");
  });
  const { ask } = await meshWith({ Case: { secret: throwing } });
  const { data, errors } = await ask(`{ mine { id secret } }`);
  expect(data).toEqual({ mine: { id: "b", secret: null } });
  expect(errors).toMatchObject([{ message: "the rules of this mesh do not allow this" }]);
});

test("a field computed from one that values decide on is decided on with it", async () => {
  const { ask } = await meshWith({ Case: { state: owner } });
  expect((await ask(`{ cases { digest } }`)).data).toEqual({
    cases: [{ digest: "digest of open" }, { digest: null }, { digest: null }],
  });
});

test("nothing inside of what is refused is told, neither by an error nor by its kind", async () => {
  const { ask } = await meshWith({ Case: { pages: owner } });
  const { data, errors } = await ask(`{ b: case(id: "b") { pages { text broken } } }`);
  expect(data).toEqual({ b: { pages: null } });
  expect(errors).toEqual([denied("b", "pages")]);
});

describe("when a value cannot be fetched", () => {
  const failing = { transports: { owners: () => Promise.reject(new Error("down")) } };
  const level = onValues("Case", "level", ({ level }) => level === null);

  it("the field is refused, and told unavailable; the rule is not asked", async () => {
    const { ask } = await meshWith({ Case: { secret: level } }, failing);
    const { data, errors } = await ask(`{ cases { id secret } }`);
    expect(data).toEqual({
      cases: [
        { id: "a", secret: null },
        { id: "b", secret: null },
        { id: "c", secret: null },
      ],
    });
    expect(errors).toMatchObject([
      { path: ["cases", "secret"], extensions: { code: "UNAVAILABLE", context: "owners" } },
    ]);
  });

  it("a null that came with an error is no value to decide on, and one that came without is", async () => {
    const answered = (errors: object[]) => ({
      transports: {
        owners: ({ body }: { readonly body: string }) => {
          const { variables } = JSON.parse(body) as { variables: Record<string, unknown[]> };
          const rows = Object.values(variables)[0] ?? [];
          const entities = rows.map(() => ({ __typename: "Case", type_1Case_level: null }));
          const data = { _entities: entities };
          return Promise.resolve({
            status: 200,
            body: JSON.stringify({ data, ...(errors.length > 0 && { errors }) }),
          });
        },
      },
    });
    const sound = await meshWith({ Case: { secret: level } }, answered([]));
    expect((await sound.ask(`{ cases { secret } }`)).data).toEqual({
      cases: [{ secret: "s-a" }, { secret: "s-b" }, { secret: "s-c" }],
    });
    const path = ["_entities", 1, "type_1Case_level"];
    const torn = await meshWith({ Case: { secret: level } }, answered([{ message: "torn", path }]));
    const { data, errors } = await torn.ask(`{ cases { secret } }`);
    expect(data).toEqual({ cases: [{ secret: null }, { secret: null }, { secret: null }] });
    expect(errors.map(({ path }) => path)).toEqual(
      expect.arrayContaining([0, 1, 2].map((index) => ["cases", index, "secret"])),
    );
  });
});

test("an operation without such a field is fetched without its values", async () => {
  const { ask, sent } = await meshWith();
  await ask(`{ cases { id sealed } }`);
  expect(sent.map(({ subgraph }) => subgraph)).toEqual(["cases"]);
});

test("a change is made before what it answers is decided on", async () => {
  const { ask } = await meshWith();
  const { data, errors } = await ask(`mutation { open { id secret } }`);
  expect(data).toEqual({ open: { id: "b", secret: null } });
  expect(errors).toEqual([denied("open", "secret")]);
});

test("a mesh does not start with a rule on a root field that asks for values", async () => {
  await expect(meshWith({ Query: { mine: onValues("Query", "broken", () => true) } })).rejects.toThrow(
    `Query.mine: rule "on broken" asks for parent values, and Query has none`,
  );
});
