import { id, int, text } from "@datamesh/kernel";
import { memoryCatalog } from "../testing/memoryCatalog.ts";
import {
  guestList,
  people,
  peopleWithoutCountry,
  SAMPLE_SDL,
  sampleContext,
  visits,
} from "../testing/samples.ts";
import { EMPTY_CATALOG } from "../state/index.ts";
import { planRegistration } from "./planRegistration.ts";
import { describeContext } from "./registration.ts";

const registry = sampleContext("registry", people());

/** The state after these contexts registered. */
async function after(...contexts: readonly ReturnType<typeof sampleContext>[]) {
  const catalog = memoryCatalog();
  for (const context of contexts) await catalog.register(context);
  return catalog.state();
}
const plan = (
  state: Awaited<ReturnType<typeof after>>,
  context: ReturnType<typeof sampleContext>,
  sdl = SAMPLE_SDL,
) => planRegistration(state, { context: describeContext(context), sdl });

describe("names", () => {
  it("another version of a product belongs to the product's context too", async () => {
    const second = { ...people(), version: "2.0.0", major: 2 };
    const { problems } = plan(await after(registry), sampleContext("impostor", second));
    expect(problems).toEqual(["product people belongs to context registry"]);
  });

  it("a name stays its context's when the product is retired", async () => {
    const { problems } = plan(
      await after(registry, sampleContext("registry")),
      sampleContext("impostor", people()),
    );
    expect(problems).toEqual(["product people belongs to context registry"]);
  });

  it("a product whose GraphQL names are another's is refused", async () => {
    const { problems } = plan(await after(registry), sampleContext("impostor", people({ name: "person" })));
    expect(problems).toEqual([
      "GraphQL name PersonV1 of person@1 belongs to context registry",
      "GraphQL name personV1 of person@1 belongs to context registry",
      "GraphQL name peopleV1 of person@1 belongs to context registry",
    ]);
  });

  it("a context that names another's log is refused", () => {
    const stranger = { ...registry, log: "customers_events" };
    expect(plan(EMPTY_CATALOG, stranger).problems).toEqual([
      "product people is derived from customers_events, not registry_events",
    ]);
  });

  it("a product under names that do not follow from its own is refused, and one that is listed twice", () => {
    const context = describeContext(registry);
    const [product] = context.products;
    if (product === undefined) throw new Error("the sample has a product");
    const odd = {
      ...product,
      version: "2.0.0",
      relation: "secrets_v1",
      graphql: { ...product.graphql, one: "me" },
    };
    const { problems } = planRegistration(EMPTY_CATALOG, {
      context: { ...context, products: [odd, odd] },
      sdl: SAMPLE_SDL,
    });
    const each = [
      "product people@1 has version 2.0.0",
      "product people@1 is relation secrets_v1, not people_v1",
      "product people@1 has other names in GraphQL than PersonV1, personV1, peopleV1",
    ];
    expect(problems).toEqual(["product people@1 is listed twice", ...each, ...each]);
  });

  it("a schema that does not parse is refused", () => {
    expect(plan(EMPTY_CATALOG, registry, "type Query {").problems).toEqual([
      "the schema does not parse: Syntax Error: Expected Name, found <EOF>.",
    ]);
  });
});

describe("what of GraphQL belongs to another context", () => {
  const problemsOf = async (sdl: string) =>
    plan(await after(registry), sampleContext("reception"), `type Query { ping: Boolean } ${sdl}`).problems;
  const OWNER = "people@1 of context registry";

  it.each([
    [
      "an entity with fields",
      `type PersonV1 @key(fields: "personId", resolvable: false) { personId: ID! age: Int }`,
    ],
    ["an entity that could be resolved", `type PersonV1 @key(fields: "personId") { personId: ID! }`],
    ["an entity as another kind of type", `enum PersonV1 { A }`],
    ["an extension of an entity", `extend type PersonV1 { age: Int }`],
  ])("%s may not be defined", async (_what, sdl) => {
    expect(await problemsOf(sdl)).toEqual([
      `GraphQL type PersonV1 belongs to ${OWNER}: only its keys may be named, with resolvable: false`,
    ]);
  });

  it("types that go with an entity, and root fields, may not be defined", async () => {
    expect(await problemsOf("input PersonV1Where { a: Int } extend type Query { peopleV1: Int }")).toEqual([
      `GraphQL type PersonV1Where belongs to ${OWNER}`,
      `root field peopleV1 belongs to ${OWNER}`,
    ]);
  });

  it("an entity may be named by its keys", async () => {
    const stub = `type PersonV1 @key(fields: "personId", resolvable: false) { personId: ID! }`;
    expect(await problemsOf(stub)).toEqual([]);
  });
});

describe("the contract with an upstream", () => {
  it("that holds stands against nothing", async () => {
    const { problems, warnings } = plan(await after(registry), sampleContext("reception", visits()));
    expect({ problems, warnings }).toEqual({ problems: [], warnings: [] });
  });

  it("is held against a product of the same registration", () => {
    const { problems, warnings } = plan(EMPTY_CATALOG, sampleContext("registry", people(), guestList()));
    expect(warnings).toEqual([]);
    expect(problems).toContain(
      "guest-list@1.guest derives from people@1.fullName, which is personal, and must be personal",
    );
  });

  it("is refused with everything that does not hold", async () => {
    const fields = { personId: id(), country: int(), city: text() };
    const contract = { key: "city", fields } as unknown as Parameters<typeof visits>[0];
    const { problems } = plan(
      await after(registry),
      sampleContext("reception", visits(contract), guestList()),
    );
    expect(problems).toEqual([
      "visits@1 joins people@1 by key city, but its key is personId",
      "visits@1 relies on people@1.personId as internal, but it is identifier",
      "visits@1 relies on people@1.country as int, but it is text",
      "visits@1 relies on people@1.city, which there is not",
      "guest-list@1 relies on people@1.fullName as internal, but it is personal",
      "guest-list@1.guest derives from people@1.fullName, which is personal, and must be personal",
    ]);
  });
});

describe("a product without a history", () => {
  const plain = sampleContext("registry", Object.freeze({ ...people(), history: false }));

  it("cannot be joined", async () => {
    const { problems } = plan(await after(plain), sampleContext("reception", visits()));
    expect(problems).toEqual(["visits@1 joins people@1, which keeps no history"]);
  });

  it("cannot lose it while it is joined", async () => {
    const { problems } = plan(await after(registry, sampleContext("reception", visits())), plain);
    expect(problems.join()).toContain("joins people@1, which keeps no history any more");
  });
});

describe("the contract with a downstream", () => {
  const reception = sampleContext("reception", visits());

  it("that would be broken refuses the change", async () => {
    const { problems } = plan(
      await after(registry, reception),
      sampleContext("registry", peopleWithoutCountry()),
    );
    expect(problems).toEqual(["visits@1.country is taken from people@1.country, which there is not"]);
  });

  it("keeps a product from being retired", async () => {
    const { problems } = plan(await after(registry, reception), sampleContext("registry"));
    expect(problems).toEqual(["visits@1 of context reception joins people@1"]);
  });

  it("that never held is a warning", async () => {
    const late = sampleContext("registry", peopleWithoutCountry());
    const { problems, warnings } = plan(await after(reception), late);
    expect(problems).toEqual([]);
    expect(warnings).toEqual(["visits@1.country is taken from people@1.country, which there is not"]);
  });
});
