import { sameAnswers } from "./harness/sameAnswers.ts";

sameAnswers({
  schema: `
    type Query { posts: [Post!]! }
    type Post { id: ID! moving: String staying: String labelled: String }
  `,
  subgraphs: {
    old: `
      type Query { posts: [Post!]! }
      type Post @key(fields: "id") { id: ID! moving: String staying: String labelled: String }
    `,
    taking: `
      type Post @key(fields: "id") {
        id: ID!
        moving: String @override(from: "old", label: "percent(50)")
        staying: String @override(from: "old", label: "percent(0)")
        labelled: String @override(from: "old", label: "a-label")
      }
    `,
  },
  data: () => {
    const posts = ["p1", "p2"].map((id) => ({
      __typename: "Post",
      id,
      moving: `moving ${id}`,
      staying: `staying ${id}`,
      labelled: `labelled ${id}`,
    }));
    return { query: { posts }, entities: posts };
  },
  operations: { "fields on their way to another subgraph": `{ posts { moving staying labelled } }` },
  // No label is active, and of a share of requests all are in it, so that plans can be kept.
  failures: {
    "the one that takes over does not answer": {
      query: `{ posts { moving staying labelled } }`,
      down: ["taking"],
      lost: ["Post.moving"],
    },
  },
});
