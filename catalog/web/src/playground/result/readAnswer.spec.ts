import { introspectionFromSchema } from "graphql";
import { CUSTOMERS, SCHEMA, SCORES } from "../testing/schema.ts";
import { readAnswer } from "./readAnswer.ts";

const known = { schema: SCHEMA, introspection: introspectionFromSchema(SCHEMA) };
const products = [SCORES, CUSTOMERS];

describe("an answer", () => {
  test("tells of each product it was read from what was withheld of it", () => {
    const query = "{ scores { nodes { score customer { name } } } customers { totalCount } }";
    const { touched } = readAnswer(
      {
        data: { scores: { nodes: [{ score: 1, customer: { name: "A." } }] }, customers: null },
        extensions: {
          datamesh: {
            withheld: [
              { path: ["scores", "nodes", "customer", "name"], reason: "MASKED" },
              { path: ["customers"], reason: "DENIED" },
            ],
          },
        },
      },
      { query },
      { known, products },
    );
    expect(
      touched.map(({ product, withheld }) => [product.name, withheld.map(({ label }) => label)]),
    ).toEqual([
      ["credit-scores", []],
      ["customers", ["customer.name", "customers"]],
    ]);
  });

  test("has rows before the schema is there", () => {
    const read = readAnswer(
      { data: { a: [{ b: 1 }] } },
      { query: "{ a { b } }" },
      { known: undefined, products },
    );
    expect(read.lists).toHaveLength(1);
    expect(read.touched).toEqual([]);
  });
});
