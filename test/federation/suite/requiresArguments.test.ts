import { sameAnswers } from "./harness/sameAnswers.ts";
import { read } from "./harness/read.ts";

sameAnswers({
  schema: `
    type Query { products: [Product!]! }
    enum Currency { EUR USD }
    input Rounding { digits: Int! up: Boolean }
    type Product {
      id: ID! price(currency: Currency!, rounding: Rounding): Float
      dollars: String euros: String parts: [Part!] bill: String
    }
    type Part { name: String! cost(times: Int = 1): Int }
  `,
  subgraphs: {
    prices: `
      type Query { products: [Product!]! }
      enum Currency { EUR USD }
      input Rounding { digits: Int! up: Boolean }
      type Product @key(fields: "id") {
        id: ID! price(currency: Currency!, rounding: Rounding): Float parts: [Part!]
      }
      type Part { name: String! cost(times: Int = 1): Int }
    `,
    dollars: `
      enum Currency { EUR USD }
      input Rounding { digits: Int! up: Boolean }
      type Product @key(fields: "id") {
        id: ID!
        price(currency: Currency!, rounding: Rounding): Float @external
        dollars: String @requires(fields: "price(currency: USD)")
      }
    `,
    euros: `
      enum Currency { EUR USD }
      input Rounding { digits: Int! up: Boolean }
      type Product @key(fields: "id") {
        id: ID!
        price(currency: Currency!, rounding: Rounding): Float @external
        euros: String @requires(fields: "price(currency: EUR, rounding: { digits: 0, up: true })")
      }
    `,
    bills: `
      type Product @key(fields: "id") {
        id: ID!
        parts: [Part!] @external
        bill: String @requires(fields: "parts { name cost(times: 3) }")
      }
      type Part @external { name: String! cost(times: Int = 1): Int }
    `,
  },
  data: () => {
    type Rounding = { readonly digits: number; readonly up?: boolean };
    const price =
      (cents: number) =>
      ({ currency, rounding }: { currency: string; rounding?: Rounding }) => {
        const amount = (currency === "USD" ? cents * 2 : cents) / 100;
        return rounding?.up ? Math.ceil(amount) : amount;
      };
    const part = (name: string, cost: number) => ({
      name,
      cost: ({ times }: { times: number }) => cost * times,
    });
    const products = [150, 99].map((cents, index) => ({
      __typename: "Product",
      id: `p${index}`,
      price: price(cents),
      parts: index === 0 ? [part("wheel", 3), part("frame", 10)] : [],
      dollars(this: object) {
        return `$${String(read(this, "price", { currency: "USD" }))}`;
      },
      euros(this: object) {
        return `EUR ${String(read(this, "price", { currency: "EUR", rounding: { digits: 0, up: true } }))}`;
      },
      bill(this: { parts: readonly object[] }) {
        return this.parts.map((each) => `${String(read(each, "cost", { times: 3 }))}`).join("+");
      },
    }));
    return { query: { products }, entities: products };
  },
  operations: {
    "a field required with an argument": `{ products { dollars } }`,
    "the same field required with other arguments": `{ products { euros dollars } }`,
    "beside the consumer's own": `{ products { dollars price(currency: EUR) euros } }`,
    "beside the consumer's own with the same argument": `{ products { price(currency: USD) dollars } }`,
    "beside the consumer's own with a variable": {
      query: `query ($in: Currency!, $by: Rounding) { products { price(currency: $in, rounding: $by) euros dollars } }`,
      variables: { in: "EUR", by: { digits: 0, up: true } },
    },
    "required below a list": `{ products { bill } }`,
    "beside the consumer's own below a list": `{ products { parts { cost } bill three: parts { cost(times: 3) name } } }`,
  },
});
