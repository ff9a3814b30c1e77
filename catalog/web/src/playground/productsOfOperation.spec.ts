import { productsOfOperation } from "./productsOfOperation.ts";
import { selectedFields } from "./selectedFields.ts";
import { CUSTOMERS, SCHEMA, SCORES } from "./testing/schema.ts";

const productsOf = (query: string) =>
  productsOfOperation(selectedFields(SCHEMA, { query }), [CUSTOMERS, SCORES]).map(({ name }) => name);

describe("the products of an operation", () => {
  test("are those whose rows it reads, each once, in its order", () => {
    expect(
      productsOf("{ scores { nodes { score customer { name } } } customers { nodes { name } } }"),
    ).toEqual(["credit-scores", "customers"]);
  });

  test("include those of which it only counts rows", () => {
    expect(productsOf("{ customers { totalCount } }")).toEqual(["customers"]);
  });

  test("are found in fragments on their type", () => {
    expect(productsOf("{ node(id: 1) { ... on Customer { name } } }")).toEqual(["customers"]);
  });

  test("are none where it reads no rows", () => {
    expect(productsOf("{ logs { name } }")).toEqual([]);
  });
});
