import { sameAnswers } from "./harness/sameAnswers.ts";

sameAnswers({
  schema: `
    type Query { invoices: [Invoice!]! baskets: [Basket!]! }
    type Invoice { number: Int! seller: Seller! total: Float paid: Boolean }
    type Seller { id: ID! country: Country! name: String }
    type Country { code: String! }
    type Basket { items: [Item!]! weight: Int owner: String }
    type Item { sku: ID! pieces: Int! }
  `,
  subgraphs: {
    sales: `
      type Query { invoices: [Invoice!]! baskets: [Basket!]! }
      type Invoice @key(fields: "number seller { id country { code } }") { number: Int! seller: Seller! total: Float }
      type Seller @shareable { id: ID! country: Country! }
      type Country @shareable { code: String! }
      type Basket @key(fields: "items { sku pieces }") { items: [Item!]! owner: String }
      type Item @shareable { sku: ID! pieces: Int! }
    `,
    accounting: `
      type Invoice @key(fields: "number seller { id country { code } }") { number: Int! seller: Seller! paid: Boolean }
      type Seller @shareable { id: ID! country: Country! name: String }
      type Country @shareable { code: String! }
    `,
    shipping: `
      type Basket @key(fields: "items { sku pieces }") { items: [Item!]! weight: Int }
      type Item @shareable { sku: ID! pieces: Int! }
    `,
  },
  data: () => {
    const seller = (id: string, code: string) => ({ id, country: { code }, name: `Seller ${id} of ${code}` });
    const invoices = [
      { __typename: "Invoice", number: 1, seller: seller("s1", "NL"), total: 9.5, paid: true },
      { __typename: "Invoice", number: 1, seller: seller("s1", "DE"), total: 1, paid: false },
      { __typename: "Invoice", number: 2, seller: seller("s2", "NL"), total: null, paid: null },
    ];
    const baskets = [
      {
        __typename: "Basket",
        items: [
          { sku: "a", pieces: 1 },
          { sku: "b", pieces: 2 },
        ],
        weight: 30,
        owner: "ada",
      },
      { __typename: "Basket", items: [{ sku: "a", pieces: 2 }], weight: 20, owner: "bob" },
      { __typename: "Basket", items: [], weight: 0, owner: null },
    ];
    return { query: { invoices, baskets }, entities: [...invoices, ...baskets] };
  },
  operations: {
    "a key reaches into objects": `{ invoices { paid total } }`,
    "parts of the key are asked for under other names": `{
      invoices { paid nr: number by: seller { land: country { c: code } seller: id } }
    }`,
    "a key reaches into lists": `{ baskets { weight owner } }`,
    "a part of a key in a list is answered in part": `{ baskets { weight items { pieces } } }`,
  },
  // Sellers are in the key of invoices, so the subgraph that has their names is reached by asking for sellers first.
  unplannable: {
    "a field of an object that is part of its parent's key": `{ invoices { total seller { name } } }`,
  },
});
