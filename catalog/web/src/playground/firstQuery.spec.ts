import { parse, validate } from "graphql";
import { firstQuery, listFieldOf } from "./firstQuery.ts";
import { CUSTOMERS, SCHEMA, SCORES } from "./testing/schema.ts";

describe("a first query", () => {
  test("asks for ten rows with all fields the reader may see, masked ones included", () => {
    expect(firstQuery(SCHEMA, [CUSTOMERS])).toBe(
      `query Customers {
  customers(first: 10) {
    nodes {
      customerId
      name
    }
  }
}
`,
    );
  });

  test("follows the link from one chosen product to another, whichever was chosen first", () => {
    const query = `{
  scores(first: 10) {
    nodes {
      customerId
      score
      customer {
        customerId
        name
      }
    }
  }
}
`;
    expect(firstQuery(SCHEMA, [SCORES, CUSTOMERS])).toBe(`query CreditScoresAndCustomers ${query}`);
    expect(firstQuery(SCHEMA, [CUSTOMERS, SCORES])).toBe(`query CustomersAndCreditScores ${query}`);
  });

  test("asks for products without links side by side", () => {
    const query = firstQuery(SCHEMA, [{ ...SCORES, links: [] }, CUSTOMERS]);
    expect(query).toMatch(/^ {2}scores\(first: 10\)/m);
    expect(query).toMatch(/^ {2}customers\(first: 10\)/m);
  });

  test("begins with the first where all lead to one another", () => {
    const circular = { ...CUSTOMERS, links: [{ name: "scores", product: "credit-scores@2" }] };
    expect(firstQuery(SCHEMA, [SCORES, circular]).match(/first: 10/g)).toHaveLength(1);
  });

  test("is one the schema takes", () => {
    expect(validate(SCHEMA, parse(firstQuery(SCHEMA, [SCORES, CUSTOMERS])))).toEqual([]);
  });

  test("asks for everything where the product is denied, so that the answer says whom to ask", () => {
    const denied = CUSTOMERS.fields.map(({ name }) => ({ name, access: { effect: "DENY" } }));
    expect(firstQuery(SCHEMA, [{ ...CUSTOMERS, fields: denied }])).toMatch(/customerId\s+name\s+email/);
  });

  test("is empty for a product that the schema has no list of", () => {
    const unknown = { ...CUSTOMERS, graphqlType: "Nobody" };
    expect(firstQuery(SCHEMA, [unknown])).toBe("");
    expect(listFieldOf(SCHEMA, unknown)).toBeUndefined();
  });
});
