import { allow, rule } from "../../gateway/authorize/loadShield.ts";
import type { RuleTree, ShieldRule } from "../../gateway/authorize/ruleTree.ts";
import { bankSubgraphs, running } from "../../gateway/supergraph/testing/subgraphs.ts";
import { catalogRules, testMesh } from "../../gateway/supergraph/testing/testMesh.ts";

const LINK = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@external", "@requires"])`;

/** A context that adds notes to another's customers, and something that is computed of them. */
const notes = running(
  "notes",
  `${LINK}
   type CustomerProfileV1 @key(fields: "customerId") { customerId: ID! notes: String }
   type CustomerCreditScoreV2 @key(fields: "customerId") { customerId: ID! remark: String }`,
  [],
  {
    CustomerProfileV1: { notes: ({ customerId }: { readonly customerId: string }) => `on ${customerId}` },
    CustomerCreditScoreV2: { remark: () => "none" },
  },
);

const shown = (fields: string, allowed: readonly unknown[]): ShieldRule =>
  rule("shown", { cache: "no_cache", fragment: `fragment F on CustomerProfileV1 { ${fields} }` })(
    (parent: Readonly<Record<string, unknown>>) => allowed.includes(parent[fields]),
  );

const meshWith = (ruled: ShieldRule) =>
  testMesh({
    subgraphs: [...bankSubgraphs(), notes],
    rules: {
      ...catalogRules,
      CustomerProfileV1: { notes: ruled },
      CustomerCreditScoreV2: { remark: allow },
    } as RuleTree,
  });

const QUERY = `{ customerProfilesV1 { nodes { country notes } } }`;

test("a field of a product counts as given when it was in one row, as denied when it was in none", async () => {
  const dutch = await meshWith(shown("country", ["NL"]));
  const some = await dutch.ask(QUERY);
  expect(some).toMatchObject({
    data: {
      customerProfilesV1: {
        nodes: [
          { country: "NL", notes: "on c1" },
          { country: "DE", notes: null },
          { country: "FR", notes: null },
        ],
      },
    },
    errors: [1, 2].map((index) => ({
      path: ["customerProfilesV1", "nodes", index, "notes"],
      extensions: { code: "FORBIDDEN", product: "customer-profiles@1" },
    })),
    withheld: [{ path: ["customerProfilesV1", "nodes", "notes"], reason: "DENIED" }],
  });
  expect(dutch.accesses()).toMatchObject([{ fields: ["country", "notes"], denied: [] }]);
  const nobody = await meshWith(shown("country", []));
  await nobody.ask(QUERY);
  expect(nobody.accesses()).toMatchObject([{ fields: ["country"], denied: ["notes"] }]);
});

test("what leads to the object does not matter: a link, an entity's page or its global id", async () => {
  const { ask } = await meshWith(shown("country", ["NL"]));
  const { data } = await ask(
    `{ customerCreditScoresV2 { nodes { score customer { notes } } } customerProfileV1(customerId: "c2") { notes } }`,
    { roles: ["analyst"] },
  );
  expect(data).toEqual({
    customerCreditScoresV2: {
      nodes: [
        { score: 700, customer: { notes: "on c1" } },
        { score: 701, customer: { notes: null } },
        { score: 702, customer: { notes: null } },
      ],
    },
    customerProfileV1: { notes: null },
  });
});

test("a thousand refused rows are told, each in its place", async () => {
  const { ask } = await meshWith(shown("country", []));
  const aliases = Array.from({ length: 334 }, (_, index) => `n${index}: notes`).join(" ");
  const { errors, withheld } = await ask(`{ customerProfilesV1 { nodes { ${aliases} } } }`);
  expect(errors).toHaveLength(3 * 334);
  expect(withheld).toHaveLength(334);
});

test("a mesh does not start with a rule on values that are masked for some", async () => {
  await expect(meshWith(shown("fullName", []))).rejects.toThrow(
    "a rule on CustomerProfileV1 asks for fullName, which is masked for some",
  );
});
