import { read } from "./harness/read.ts";
import { sameAnswers } from "./harness/sameAnswers.ts";

sameAnswers({
  schema: `
    type Query { book: Book offer: Book }
    type Book { id: ID! isbn: ID! title: String price: Int label: String }
  `,
  subgraphs: {
    catalog: `
      type Query { book: Book }
      type Book @key(fields: "id") @key(fields: "isbn") { id: ID! isbn: ID! title: String }
    `,
    shop: `
      type Query { offer: Book }
      type Book @key(fields: "isbn") { isbn: ID! price: Int }
    `,
    labels: `
      type Book @key(fields: "id") { id: ID! price: Int @external label: String @requires(fields: "price") }
    `,
  },
  data: () => {
    const book = {
      __typename: "Book",
      id: "b1",
      isbn: "978",
      title: "Title",
      price: 7,
      label(this: object) {
        return `costs ${String(read(this, "price"))}`;
      },
    };
    return { query: { book, offer: book }, entities: [book] };
  },
  operations: {
    "what is required is found by another key than that of what requires it": `{ book { label } }`,
    "the key is found elsewhere than what is required": `{ offer { price id title } }`,
  },
  // The price is where the offer is, the key in a third subgraph: a fetch that depends on two others.
  unplannable: {
    "what is required is at hand, and the key of what requires it is found elsewhere": `{ offer { label } }`,
  },
});
