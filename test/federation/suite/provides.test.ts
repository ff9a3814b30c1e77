import { sameAnswers } from "./harness/sameAnswers.ts";

sameAnswers({
  schema: `
    type Query { reviews: [Review!]! latest: Review media: [Media!]! shelf: [Readable] }
    type Review { id: ID! text: String author: User product: Product }
    type User { id: ID! name: String email: String }
    type Product { id: ID! title: String maker: Maker }
    type Maker { id: ID! name: String country: String }
    union Media = Book | Film
    interface Readable { id: ID! pages: Int }
    type Book implements Readable { id: ID! pages: Int title: String }
    type Film { id: ID! minutes: Int title: String }
  `,
  subgraphs: {
    reviews: `
      type Query {
        reviews: [Review!]!
        latest: Review
        media: [Media!]! @provides(fields: "... on Book { title } ... on Film { minutes }")
        shelf: [Readable] @provides(fields: "... on Book { pages }")
      }
      type Review @key(fields: "id") {
        id: ID!
        text: String
        author: User @provides(fields: "name")
        product: Product @provides(fields: "title maker { name }")
      }
      type User @key(fields: "id") { id: ID! name: String @external }
      type Product @key(fields: "id") { id: ID! title: String @external maker: Maker @external }
      type Maker @key(fields: "id") { id: ID! name: String @external }
      union Media = Book | Film
      interface Readable { id: ID! pages: Int }
      type Book implements Readable @key(fields: "id") { id: ID! title: String @external pages: Int @external }
      type Film @key(fields: "id") { id: ID! minutes: Int @external }
    `,
    users: `type User @key(fields: "id") { id: ID! name: String @shareable email: String }`,
    products: `
      type Product @key(fields: "id") { id: ID! title: String @shareable maker: Maker @shareable }
      type Maker @key(fields: "id") { id: ID! name: String @shareable country: String }
    `,
    media: `
      interface Readable { id: ID! pages: Int }
      type Book implements Readable @key(fields: "id") { id: ID! title: String @shareable pages: Int @shareable }
      type Film @key(fields: "id") { id: ID! title: String minutes: Int @shareable }
    `,
  },
  data: () => {
    const user = { __typename: "User", id: "u1", name: "Ada", email: "ada@example.org" };
    const maker = { __typename: "Maker", id: "m1", name: "Acme", country: "NL" };
    const product = { __typename: "Product", id: "p1", title: "Anvil", maker };
    const books = [1, 2].map((nr) => ({
      __typename: "Book",
      id: `b${nr}`,
      title: `Book ${nr}`,
      pages: nr * 90,
    }));
    const film = { __typename: "Film", id: "f1", title: "Film", minutes: 88 };
    const reviews = [1, 2].map((nr) => ({
      __typename: "Review",
      id: `r${nr}`,
      text: `text ${nr}`,
      author: user,
      product: nr === 1 ? product : null,
    }));
    return {
      query: { reviews, latest: reviews[0], media: [books[0], film], shelf: [books[1], null] },
      entities: [user, maker, product, film, ...books, ...reviews],
    };
  },
  operations: {
    "a field is provided where it stands": `{ reviews { author { name } } }`,
    "what is provided beside what is not": `{ reviews { author { name email } } }`,
    "what is provided reaches further down": `{ latest { product { title maker { name } } } }`,
    "further down, beside what is not": `{ latest { product { maker { name country id } title } } }`,
    "provided for members of a union": `{ media { ... on Book { title } ... on Film { minutes } } }`,
    "provided for one member and not for the other": `{ media { __typename ... on Book { pages title } ... on Film { title minutes } } }`,
    "provided for types of an interface": `{ shelf { id ... on Book { pages } } }`,
    "a field of an interface that is provided for its types": `{ shelf { pages id } }`,
  },
});
