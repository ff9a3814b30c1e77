import { testMesh } from "../supergraph/testing/testMesh.ts";
import type { Access } from "./accesses.ts";

const analyst = { roles: ["analyst"] };

/** Of each product, the decision on it and the fields given and denied. */
const inShort = (accesses: readonly Access[]) =>
  accesses.map(({ product, decision, fields, denied }) => [product, decision, fields.join(), denied.join()]);

describe("a link", () => {
  it.each(["__typename", "... on CustomerProfileV1 { __typename }"])(
    "of which no more than { %s } is asked is an access to the product it leads to",
    async (asked) => {
      const { ask, accesses } = await testMesh();
      await ask(`{ loanApplicationsV1 { nodes { customer { ${asked} } } } }`, analyst);
      expect(inShort(accesses())).toEqual([
        ["loan-applications@1", "allow", "customerId", ""],
        ["customer-profiles@1", "allow", "", ""],
      ]);
    },
  );
});

describe("what a context denies though the gateway let it pass", () => {
  /** The accesses of an operation that the context answers with this data and an error at the path. */
  async function answered(nodes: unknown, ...path: readonly (string | number)[]) {
    const extensions = { code: "FORBIDDEN" };
    const errors = [{ message: "no", path: ["customerProfilesV1", ...path], extensions }];
    const body = JSON.stringify({ data: { customerProfilesV1: { nodes } }, errors });
    const customers = () => Promise.resolve({ status: 200, body });
    const { ask, accesses } = await testMesh({ transports: { customers } });
    await ask(`{ customerProfilesV1 { nodes { country income } } }`, { roles: ["risk"] });
    return inShort(accesses());
  }
  const of = (fields: string, denied: string) => [["customer-profiles@1", "allow", fields, denied]];

  it("is denied where it is null", async () => {
    expect(await answered([{ country: "DE", income: null }], "nodes", 0, "income")).toEqual(
      of("country", "income"),
    );
  });

  it("was given where the answer has it all the same", async () => {
    const nodes = [{ country: "DE", income: 1 }];
    expect(await answered(nodes)).toEqual(of("country,income", ""));
    expect(await answered(nodes, "nodes", 0, "income")).toEqual(of("country,income", ""));
  });

  it("was given if one row has it", async () => {
    const nodes = [
      { country: "DE", income: null },
      { country: "FR", income: 1 },
    ];
    expect(await answered(nodes, "nodes", 0, "income")).toEqual(of("country,income", ""));
  });

  it("was given if it is null without being denied in one row", async () => {
    const nodes = [
      { country: "DE", income: null },
      { country: "FR", income: null },
    ];
    expect(await answered(nodes, "nodes", 0, "income")).toEqual(of("country,income", ""));
    expect(await answered(nodes, "nodes", "income")).toEqual(of("country", "income"));
  });
});
