import type { ProductDescriptor } from "@datamesh/kernel/product";
import { buildASTSchema, type GraphQLSchema, parse, printSchema } from "graphql";
import { compose } from "../supergraph/compose.ts";
import { publicDocument } from "../supergraph/publicSchema.ts";
import { productSubgraph } from "../supergraph/testing/subgraphs.ts";
import {
  customerProfiles,
  loanApplications as applications,
  loanOfficers as officers,
} from "../authorize/testing/products.ts";
import { visibility } from "./visibility.ts";

const hidden = (product: ProductDescriptor): ProductDescriptor => ({
  ...product,
  policy: { ...product.policy, hidden: true },
});
const asking = (...roles: readonly string[]) => ({ id: "ada", roles, scopes: [] });
const compliance = asking("compliance");
const analyst = asking("analyst");

function meshOf(customers: readonly ProductDescriptor[], lending: readonly ProductDescriptor[]) {
  const parts = { customers, lending };
  const composed = compose(
    Object.entries(parts).map(
      ([name, products]) =>
        productSubgraph(
          name,
          products.map((each) => [each, []]),
        ).registered,
    ),
  );
  if (!composed.ok) throw new Error(composed.problems.join("\n"));
  const document = publicDocument(composed.supergraphSdl);
  return { document, apiSchema: buildASTSchema(document), products: [...customers, ...lending] };
}

const withoutLinkTo = (product: ProductDescriptor, target: string): ProductDescriptor => ({
  ...product,
  links: product.links.filter((link) => link.product !== target),
});

test("a product that is hidden and not readable is absent, as if its context had never declared it", () => {
  const { visibleTo } = visibility(meshOf([customerProfiles], [applications, hidden(officers)]));
  const { schema, key } = visibleTo(analyst);
  const absent = meshOf([customerProfiles], [withoutLinkTo(applications, "loan-officers@1")]);
  expect(printSchema(schema)).toBe(printSchema(absent.apiSchema));
  expect(key).toBe("LoanOfficerV1");
});

test("whoever may read a hidden product sees the schema of all", () => {
  const mesh = meshOf([customerProfiles], [applications, hidden(officers)]);
  expect(visibility(mesh).visibleTo(compliance)).toEqual({ schema: mesh.apiSchema, key: "" });
});

test("a schema is built once for all who see the same", () => {
  const { visibleTo, toldTo } = visibility(meshOf([customerProfiles], [applications, hidden(officers)]));
  const other = { ...asking("analyst", "author"), id: "bob" };
  expect(visibleTo(analyst).schema).toBe(visibleTo(other).schema);
  expect(toldTo(analyst)).toBe(toldTo(other));
});

const descriptionOf = (schema: GraphQLSchema, type: string, field?: string): string => {
  const found = schema.getType(type);
  if (field === undefined || !found || !("getFields" in found)) return found?.description ?? "";
  return found.getFields()[field]?.description ?? "";
};

test("a product that may be known and not read says by whom and whom to ask, on its type and wherever it is entered", () => {
  const told = visibility(meshOf([customerProfiles], [applications, officers])).toldTo(analyst);
  const note = "You may not read this: role compliance; ask lending-team (lending-team@bank.example).";
  for (const [type, field] of [
    ["LoanOfficerV1"],
    ["Query", "loanOfficerV1"],
    ["Query", "loanOfficersV1"],
    ["LoanApplicationV1", "officer"],
  ] as const) {
    expect(descriptionOf(told, type, field).split("\n\n").at(-1)).toBe(note);
  }
  expect(descriptionOf(told, "LoanApplicationV1")).not.toContain("You may not");
  expect(descriptionOf(told, "CustomerProfileV1", "income")).toContain("You may not read this: role risk");
  expect(descriptionOf(told, "CustomerProfileV1", "country")).not.toContain("You may not");
});

test("whoever may read everything is told no note", () => {
  const mesh = meshOf([customerProfiles], [officers]);
  expect(visibility(mesh).toldTo(asking("compliance", "risk"))).toBe(mesh.apiSchema);
});

test("what only a hidden product led to goes with it, through interfaces, unions and inputs", () => {
  const document = parse(`
    type Query { open: Open things: [Thing] both: Both only: Only }
    interface Thing { name: String }
    type Open implements Thing { name: String secret: SecretV1 }
    type SecretV1 implements Thing & Mark { name: String mark: String kind(of: Wish): Kind }
    interface Mark { mark: String }
    input Wish { kind: Kind inner: Inner } input Inner { n: Int }
    enum Kind { A B }
    union Both = Open | SecretV1
    union Only = SecretV1
    type Unreached { name: String }
  `);
  const secret = hidden({ ...officers, graphql: { type: "SecretV1", one: "secretV1", many: "secretsV1" } });
  const { visibleTo } = visibility({ document, apiSchema: buildASTSchema(document), products: [secret] });
  expect(printSchema(visibleTo(analyst).schema)).toBe(
    printSchema(
      buildASTSchema(
        parse(`
          type Query { open: Open things: [Thing] both: Both }
          interface Thing { name: String }
          type Open implements Thing { name: String }
          union Both = Open
          type Unreached { name: String }
        `),
      ),
    ),
  );
});
