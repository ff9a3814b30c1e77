import { sameAnswers } from "./harness/sameAnswers.ts";

sameAnswers({
  schema: `
    type Query { users: [User!]! stranger: User ratings: [Rating!]! }
    type User { id: ID! name: String! email: String rating: Rating contact: String }
    type Rating { stars: Int! by: User }
  `,
  subgraphs: {
    users: {
      federation1: true,
      sdl: `
        type Query { users: [User!]! stranger: User }
        type User @key(fields: "id") { id: ID! name: String! email: String }
      `,
    },
    ratings: {
      federation1: true,
      sdl: `
        extend type Query { ratings: [Rating!]! }
        extend type User @key(fields: "id") {
          id: ID! @external
          name: String! @external
          email: String @external
          rating: Rating
          contact: String @requires(fields: "name email")
        }
        type Rating { stars: Int! by: User @provides(fields: "name") }
      `,
    },
  },
  data: () => {
    const users = ["Ada", "Bob"].map((name, index) => ({
      __typename: "User",
      id: `u${index}`,
      name,
      email: index === 0 ? "ada@example.org" : null,
      rating: null as object | null,
      contact(this: { name: string; email: string | null }) {
        return `${this.name} <${this.email ?? ""}>`;
      },
    }));
    const [ada, bob] = users;
    const ratings = [
      { stars: 5, by: ada },
      { stars: 1, by: bob },
      { stars: 3, by: null },
    ];
    if (bob) bob.rating = ratings[0] ?? null;
    return { query: { users, stranger: null, ratings }, entities: users };
  },
  operations: {
    "a type that is extended": `{ users { name rating { stars } } }`,
    "a field computed from external ones": `{ users { contact } ratings { by { contact email } } }`,
    "a field that is provided": `{ ratings { stars by { name } } }`,
    nobody: `{ stranger { contact } users { rating { by { name email } } } }`,
  },
});
