import type { ProductDescriptor } from "@datamesh/kernel/product";
import { allow } from "../../gateway/authorize/loadShield.ts";
import { customerProfiles } from "../../gateway/authorize/testing/products.ts";
import { compose } from "../../gateway/supergraph/compose.ts";
import { bankSubgraphs, productSubgraph, running } from "../../gateway/supergraph/testing/subgraphs.ts";
import { catalogRules, testMesh } from "../../gateway/supergraph/testing/testMesh.ts";

const LINK = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@external", "@requires"])`;
const rows = [{ customerId: "c1", fullName: "A. 1.", country: "NL", income: 1_000 }];

/** A context that computes a field of customers from others of theirs. */
const computing = (requires: string) =>
  running(
    "scoring",
    `${LINK}
     type CustomerProfileV1 @key(fields: "customerId") {
       customerId: ID!
       ${requires
         .split(" ")
         .map((name) => `${name}: ${name === "income" ? "Int" : "String"} @external`)
         .join(" ")}
       rated: String @requires(fields: "${requires}")
     }`,
    [],
    {
      CustomerProfileV1: {
        rated: (row: Readonly<Record<string, unknown>>) =>
          `rated by ${requires
            .split(" ")
            .map((name) => String(row[name]))
            .join(" and ")}`,
      },
    },
  );

const rated = { CustomerProfileV1: { rated: allow } };
const QUERY = `{ customerProfileV1(customerId: "c1") { country rated } }`;

function meshWith(computed: ReturnType<typeof computing>, profiles: ProductDescriptor = customerProfiles) {
  const others = bankSubgraphs().filter(({ registered }) => registered.name !== "customers");
  const customers = productSubgraph("customers", [[profiles, rows]]);
  return testMesh({ subgraphs: [...others, customers, computed], rules: { ...catalogRules, ...rated } });
}

test("a computed field is given to whoever may read all it is computed from, and counts as reading them", async () => {
  const { ask, accesses } = await meshWith(computing("country income"));
  const { data, errors } = await ask(QUERY, { roles: ["risk"] });
  expect({ data, errors }).toEqual({
    data: { customerProfileV1: { country: "NL", rated: "rated by NL and 1000" } },
    errors: [],
  });
  expect(accesses()).toMatchObject([
    { product: "customer-profiles@1", fields: ["country", "rated", "income"] },
  ]);
});

test("a computed field takes the strictest rule of its inputs, though none of them is selected", async () => {
  const { ask, sent } = await meshWith(computing("country income"));
  expect(await ask(QUERY)).toMatchObject({
    data: { customerProfileV1: { country: "NL", rated: null } },
    errors: [
      {
        path: ["customerProfileV1", "rated"],
        extensions: {
          code: "FORBIDDEN",
          product: "customer-profiles@1",
          field: "income",
          policy: "role risk",
        },
      },
    ],
    withheld: [{ path: ["customerProfileV1", "rated"], reason: "DENIED" }],
  });
  expect(JSON.stringify(sent)).not.toMatch(/income|rated/);
});

test("a hand-written rule on what is required is one on what is computed", async () => {
  const { ask, sent } = await testMesh();
  const { data, errors } = await ask(`{ teams { name rating } }`);
  expect(data).toEqual({ teams: [{ name: "risk", rating: null }] });
  expect(errors).toMatchObject([{ path: ["teams", "rating"], extensions: { code: "FORBIDDEN" } }]);
  expect(JSON.stringify(sent)).not.toContain("budget");
  expect((await ask(`{ teams { rating } }`, { roles: ["admin"] })).data).toEqual({
    teams: [{ rating: "rated by 7" }],
  });
});

test("what a mask hides is not computed with either", async () => {
  const personal = {
    ...customerProfiles,
    fields: customerProfiles.fields.map((field) =>
      field.name === "country" ? { ...field, mask: "redacted" as const } : field,
    ),
  };
  const { ask } = await meshWith(computing("country"), personal);
  const { data, errors } = await ask(QUERY);
  expect(data).toEqual({ customerProfileV1: { country: "NL", rated: null } });
  expect(errors).toMatchObject([
    {
      message: expect.stringContaining("country of customer-profiles@1 may be used to compute other fields"),
    },
  ]);
  expect((await ask(QUERY, { roles: ["compliance"] })).data).toMatchObject({
    customerProfileV1: { rated: "rated by NL" },
  });
});

describe("composition", () => {
  const problemsOf = (...computed: readonly ReturnType<typeof running>[]) => {
    const composition = compose([...bankSubgraphs(), ...computed].map(({ registered }) => registered));
    return composition.ok ? [] : composition.problems;
  };

  it("refuses to compute with another context's personal field, and says whom to ask", () => {
    expect(problemsOf(computing("fullName"))).toEqual([
      "context scoring computes CustomerProfileV1.rated from fullName of customer-profiles@1 (@requires), which is a " +
        "personal field of context customers: only customers may compute with it; ask customer-team " +
        "(customer-team@bank.example) to declare what scoring needs",
    ]);
  });

  it("refuses it below other fields, and at a second remove", () => {
    const path = running(
      "scoring",
      `${LINK}
       type CustomerCreditScoreV2 @key(fields: "customerId") {
         customerId: ID! customer: CustomerProfileV1 @external
         greeting: String @requires(fields: "customer { fullName }")
       }
       type CustomerProfileV1 @key(fields: "customerId") { customerId: ID! fullName: String @external }`,
      [],
      {},
    );
    const second = running(
      "letters",
      `${LINK}
       type CustomerCreditScoreV2 @key(fields: "customerId") {
         customerId: ID! greeting: String @external
         letter: String @requires(fields: "greeting")
       }`,
      [],
      {},
    );
    const found = problemsOf(path, second).map((each) => each.split(" (@requires)")[0]);
    expect(found.toSorted((a = "", b = "") => (a < b ? -1 : 1))).toEqual([
      "context letters computes CustomerCreditScoreV2.letter from fullName of customer-profiles@1",
      "context scoring computes CustomerCreditScoreV2.greeting from fullName of customer-profiles@1",
    ]);
  });

  it("lets a context compute with fields that are not personal", () => {
    expect(problemsOf(computing("country"))).toEqual([]);
  });
});
