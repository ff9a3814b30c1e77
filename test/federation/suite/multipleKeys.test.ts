import { sameAnswers } from "./harness/sameAnswers.ts";

sameAnswers({
  schema: `
    type Query { books: [Book!]! byTitle(title: String!): Book isbns: [Book!]! }
    type Book { id: ID! isbn: String title: String! pages: Int price: Float reviews: [Review!]! }
    type Review { id: ID! stars: Int! book: Book }
  `,
  subgraphs: {
    library: `
      type Query { books: [Book!]! byTitle(title: String!): Book }
      type Book @key(fields: "id") { id: ID! title: String! }
    `,
    registry: `
      type Book @key(fields: "id") @key(fields: "isbn") { id: ID! isbn: String pages: Int }
    `,
    shop: `
      type Query { isbns: [Book!]! }
      type Book @key(fields: "isbn") { isbn: String price: Float }
    `,
    reviews: `
      type Book @key(fields: "id", resolvable: false) { id: ID! }
      type Review @key(fields: "id") { id: ID! stars: Int! book: Book }
    `,
    opinions: `
      type Book @key(fields: "isbn") { isbn: String reviews: [Review!]! }
      type Review @key(fields: "id") { id: ID! }
    `,
  },
  data: () => {
    const books = [1, 2, 3].map((nr) => ({
      __typename: "Book",
      id: `b${nr}`,
      isbn: `978-${nr}`,
      title: `Title ${nr}`,
      pages: 100 * nr,
      price: nr / 2,
      reviews: [] as object[],
    }));
    const reviews = [1, 2, 3, 4].map((nr) => ({
      __typename: "Review",
      id: `r${nr}`,
      stars: nr,
      book: books[nr % 2] ?? null,
    }));
    for (const review of reviews) review.book?.reviews.push(review);
    return {
      query: {
        books,
        isbns: books.slice(1),
        byTitle: ({ title }: { title: string }) => books.find((each) => each.title === title) ?? null,
      },
      entities: [...books, ...reviews],
    };
  },
  operations: {
    "a subgraph that knows both keys leads from one to the other": `{ books { title price } }`,
    "and back": `{ isbns { price title } }`,
    "a key that is not asked for is not answered": `{ isbns { title } }`,
    "both keys are asked for": `{ isbns { id isbn } books { id isbn } }`,
    "a stub whose own subgraph does not resolve it": `{ byTitle(title: "Title 2") { reviews { stars book { title } } } }`,
    "around twice": `{ isbns { reviews { stars book { price reviews { stars book { pages } } } } } }`,
  },
});
