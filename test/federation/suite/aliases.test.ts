import { sameAnswers } from "./harness/sameAnswers.ts";

sameAnswers({
  schema: `
    type Query { products: [Product!]! product(id: ID!): Product shops: [Shop!]! count(of: String = "all"): Int }
    type Product { id: ID! name: String price(in: String = "EUR"): Int stock(at: [ID!]): Int shop: Shop tax: Int label: String }
    type Shop { id: ID! name: String city: String products(first: Int): [Product!] }
  `,
  subgraphs: {
    catalog: `
      type Query { products: [Product!]! product(id: ID!): Product }
      type Product @key(fields: "id") { id: ID! name: String price(in: String = "EUR"): Int }
    `,
    shops: `
      type Query { shops: [Shop!]! count(of: String = "all"): Int }
      type Shop @key(fields: "id") { id: ID! name: String products(first: Int): [Product!] }
      type Product @key(fields: "id") { id: ID! stock(at: [ID!]): Int shop: Shop }
    `,
    facts: `
      type Shop @key(fields: "id") { id: ID! city: String }
      type Product @key(fields: "id") {
        id: ID!
        name: String @external
        price(in: String = "EUR"): Int @external
        tax: Int @requires(fields: "price(in: \\"USD\\")")
        label: String @requires(fields: "name")
      }
    `,
  },
  data: () => {
    const shops = ["s1", "s2"].map((id) => ({
      __typename: "Shop",
      id,
      name: `Shop ${id}`,
      city: `City of ${id}`,
      products: null as unknown,
    }));
    const products = [1, 2, 3].map((nr) => ({
      __typename: "Product",
      id: `p${nr}`,
      name: `Product ${nr}`,
      price: ({ in: currency }: { in: string }) => (currency === "USD" ? 2 : 1) * nr,
      stock: ({ at }: { at?: readonly string[] }) => (at?.length ?? 10) * nr,
      shop: nr === 3 ? null : shops[nr - 1],
      tax(this: { price: unknown }) {
        const { price } = this;
        return (
          100 *
          Number(typeof price === "function" ? (price as (given: object) => unknown)({ in: "USD" }) : price)
        );
      },
      label(this: { name: string }) {
        return `label of ${this.name}`;
      },
    }));
    for (const shop of shops) shop.products = ({ first }: { first?: number }) => products.slice(0, first);
    return {
      query: {
        products,
        shops,
        product: ({ id }: { id: string }) => products.find((each) => each.id === id) ?? null,
        count: ({ of }: { of: string }) => of.length,
      },
      entities: [...shops, ...products],
    };
  },
  operations: {
    "one field under several names": `{ products { a: name b: name name c: stock d: stock } }`,
    "names exchanged": `{ products { name: id id: name } shops { city: name name: city id: city } }`,
    "a name that is a field of another subgraph": `{ products { stock: name name: stock shop: id shop2: shop { city: id id: city } } }`,
    "the same field with different arguments": `{ products { price usd: price(in: "USD") eur: price(in: "EUR") one: stock(at: ["x"]) stock } }`,
    "root fields with different arguments": `{ a: product(id: "p1") { stock } b: product(id: "p2") { stock name } c: count d: count(of: "x") count }`,
    "names of what is required": `{ products { price: name tax name: tax label } }`,
    "the field that is required, with other arguments": `{ products { price(in: "EUR") tax } }`,
    "the field that is required, under another name": `{ products { price: price(in: "XXX") p: price(in: "USD") tax label title: name } }`,
    "names of keys of entities": `{ shops { id: city products(first: 2) { id: stock } } }`,
    "names that a plan could use itself": `{
      _entities: products { representations: stock _internal_qp_alias_0: price type_: tax } _service: count
    }`,
    "lists within lists under several names": `{
      shops { one: products(first: 1) { shop { name } s: shop { id: name } } all: products { stock } none: products(first: 0) { name } }
    }`,
    "names that objects inherit": `{ products { constructor: name toString: stock hasOwnProperty: id valueOf: label __proto__: tax } }`,
  },
});
