import { read } from "./harness/read.ts";
import { sameAnswers } from "./harness/sameAnswers.ts";

sameAnswers({
  schema: `
    type Query { posts: [Post!]! feed: [Post!]! }
    type Post { id: ID! title: String createdAt: String slug: String likes: Int mood: String }
  `,
  subgraphs: {
    old: `
      type Query { posts: [Post!]! feed: [Post!]! }
      type Post @key(fields: "id") { id: ID! title: String createdAt: String slug: String }
    `,
    writing: `
      type Query { feed: [Post!]! @override(from: "old") }
      type Post @key(fields: "id") {
        id: ID!
        createdAt: String @override(from: "old")
        slug: String @override(from: "old") @requires(fields: "title")
        title: String @external
      }
    `,
    likes: `
      type Post @key(fields: "id") {
        id: ID!
        likes: Int @override(from: "gone")
        slug: String @external
        mood: String @requires(fields: "slug")
      }
    `,
  },
  data: () => {
    const posts = [1, 2].map((nr) => ({
      __typename: "Post",
      id: `p${nr}`,
      title: `Title ${nr}`,
      createdAt: `2026-01-0${nr}`,
      likes: nr,
      slug(this: { title: string }) {
        return this.title.toLowerCase();
      },
      mood(this: object) {
        return `mood of ${String(read(this, "slug"))}`;
      },
    }));
    return { query: { posts, feed: posts.toReversed() }, entities: posts };
  },
  operations: {
    "a field that another subgraph took over": `{ posts { createdAt title } }`,
    "a root field that another subgraph took over": `{ feed { title createdAt } }`,
    "a field taken over, and computed there": `{ posts { slug } feed { slug title } }`,
    "a field computed from one that was taken over": `{ feed { mood } posts { mood slug likes } }`,
    "a field taken over from a subgraph that is not there": `{ posts { likes id } }`,
  },
  failures: {
    "the subgraph that took over does not answer, and the one before is not asked": {
      query: `{ posts { title createdAt } }`,
      down: ["writing"],
      lost: ["Post.createdAt"],
    },
  },
});
