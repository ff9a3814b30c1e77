import { read } from "./harness/read.ts";
import { sameAnswers } from "./harness/sameAnswers.ts";

sameAnswers({
  schema: `
    type Query { feed: [Post!]! feeds: [Feed!]! }
    type Feed { post: Post posts: [Post] }
    type Post { id: ID! author: Author byNovice: Boolean byExpert: Boolean mentor: String }
    type Author { id: ID! name: String years: Int mentor: Author title: String }
  `,
  subgraphs: {
    posts: `
      type Query { feed: [Post!]! feeds: [Feed!]! }
      type Feed { post: Post posts: [Post] }
      type Post @key(fields: "id") {
        id: ID!
        author: Author
        byExpert: Boolean @external
        byNovice: Boolean @requires(fields: "byExpert")
      }
      type Author @key(fields: "id") { id: ID! }
    `,
    authors: `
      type Post @key(fields: "id") {
        id: ID!
        author: Author @external
        byExpert: Boolean @requires(fields: "author { years }")
        mentor: String @requires(fields: "author { mentor { name years } }")
      }
      type Author @key(fields: "id") { id: ID! years: Int @external mentor: Author name: String @external }
    `,
    facts: `
      type Author @key(fields: "id") {
        id: ID! name: String years: Int mentor: Author @external title: String @requires(fields: "mentor { name mentor { name } }")
      }
    `,
  },
  data: () => {
    interface Person {
      readonly name: string;
      readonly years: number | null;
      readonly mentor: Person | null;
    }
    const author = (id: string, years: number | null, mentor: Person | null) => ({
      __typename: "Author",
      id,
      name: `Author ${id}`,
      years,
      mentor,
      title(this: { mentor: Person | null }) {
        return `of ${this.mentor?.name} of ${this.mentor?.mentor?.name}`;
      },
    });
    const ada = author("a", 30, null);
    const bob = author("b", 3, ada);
    const cyd = author("c", null, bob);
    const posts = [ada, bob, cyd, null].map((each, index) => ({
      __typename: "Post",
      id: `p${index}`,
      author: each,
      byExpert(this: { author: Person | null }) {
        return (this.author?.years ?? 0) > 10;
      },
      byNovice(this: object) {
        return read(this, "byExpert") !== true;
      },
      mentor(this: { author: Person | null }) {
        const { name, years } = this.author?.mentor ?? {};
        return `${String(name)} ${String(years)}`;
      },
    }));
    return {
      query: {
        feed: posts,
        feeds: [
          { post: posts[1], posts: [posts[0], null, posts[1]] },
          { post: null, posts: [] },
        ],
      },
      entities: [ada, bob, cyd, ...posts],
    };
  },
  operations: {
    "a field that requires one that requires one of the first": `{ feed { byNovice } }`,
    "within lists of other objects": `{ feeds { post { byNovice byExpert } posts { byNovice } } }`,
    "required through an entity that the subgraph itself leads to": `{ feed { mentor } }`,
    "required through an entity twice": `{ feed { author { title } } }`,
    "all of them": `{ feed { id byNovice byExpert mentor author { name years title mentor { title } } } feeds { post { mentor } } }`,
  },
});
