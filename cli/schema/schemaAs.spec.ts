import { contextTypeDefs } from "@datamesh/kernel/graphql";
import { describe as describeProduct } from "@datamesh/kernel/product";
import type { GraphQLSchema } from "graphql";
import { compose, publicSchema } from "../../gateway/supergraph/index.ts";
import { CONTEXTS } from "../../subgraphs/index.ts";
import { mayRead } from "./readableProducts.ts";
import { schemaWithout } from "./schemaWithout.ts";

const subgraphs = CONTEXTS.map((context) => {
  const products = context.products.map((product) => describeProduct(context, product));
  return { name: context.name, sdl: contextTypeDefs(products), products };
});
const products = subgraphs.flatMap((each) => each.products);
const namesOf = (role: string): readonly string[] =>
  products.filter((each) => mayRead(role, each)).map(({ name, major }) => `${name}@${major}`);

function schemaAs(role: string): GraphQLSchema {
  const composition = compose(subgraphs);
  if (!composition.ok) throw new Error(composition.problems.join());
  const unreadable = products.filter((each) => !mayRead(role, each));
  return schemaWithout(publicSchema(composition.supergraphSdl), unreadable);
}

describe("what a role may read", () => {
  it("is decided by the products' policies", () => {
    expect(namesOf("team:customers")).toEqual(["customer-profiles@1"]);
    expect(namesOf("nobody")).toEqual([]);
    expect(namesOf("compliance")).toHaveLength(products.length);
  });

  it("includes what it may read for a purpose that it would have to declare", () => {
    const [product] = products;
    if (product === undefined) throw new Error("no product");
    const read = (purpose: string) => ({
      kind: "allOf" as const,
      rules: [
        { kind: "role" as const, role: "auditor" },
        { kind: "purpose" as const, purpose },
      ],
    });
    const [known = ""] = product.policy.purposes;
    const readableFor = (purpose: string) =>
      mayRead("auditor", { policy: { ...product.policy, read: read(purpose) } });
    expect([readableFor(known), readableFor("none of its purposes")]).toEqual([true, false]);
  });
});

describe("the schema for a role", () => {
  const schema = schemaAs("frontend");
  const fieldsOf = (type: string): readonly string[] =>
    Object.keys((schema.getType(type) as { getFields?: () => object } | undefined)?.getFields?.() ?? {});

  it("has the root fields of what it may read, and no others", () => {
    expect(fieldsOf("Query")).toEqual(
      expect.arrayContaining(["customerCreditScoreV2", "loanApplicationsV1", "node"]),
    );
    expect(fieldsOf("Query").filter((name) => /profile|officer|inference/i.test(name))).toEqual([]);
  });

  it("has no types that only the others need, and no links to them", () => {
    expect(Object.keys(schema.getTypeMap()).filter((name) => /Profile|Officer|Inference/.test(name))).toEqual(
      [],
    );
    expect(fieldsOf("CustomerCreditScoreV2")).toEqual(expect.arrayContaining(["score", "inferenceId"]));
    expect(fieldsOf("CustomerCreditScoreV2")).not.toEqual(expect.arrayContaining(["customer"]));
  });
});
