import { composed } from "./harness/composed.ts";
import { sameAnswers } from "./harness/sameAnswers.ts";

const subgraphs = {
  viewers: `
    type Query { viewer: Viewer hello(to: String): String }
    type Viewer { name: String query: Query }
    type Item @key(fields: "id") { id: ID! viewed: Int query: Query }
  `,
  others: `
    type Query { other: String items(first: Int): [Item!] must: Int! }
    type Item @key(fields: "id") { id: ID! name: String }
  `,
};

// Composition does not see that from a query type every subgraph can be reached; Apollo's does.
const without = { ...subgraphs, viewers: subgraphs.viewers.replaceAll("query: Query", "") };
const supergraphSdl = composed(without)
  .replace("type Viewer @join__type(graph: VIEWERS) {", "$& query: Query")
  .replace("viewed: Int @join__field(graph: VIEWERS)", "$& query: Query @join__field(graph: VIEWERS)");

sameAnswers({
  schema: `
    type Query { viewer: Viewer hello(to: String): String other: String items(first: Int): [Item!] must: Int! }
    type Viewer { name: String query: Query }
    type Item { id: ID! viewed: Int query: Query name: String }
  `,
  subgraphs,
  supergraphSdl,
  data: () => {
    const query: Record<string, unknown> = {
      hello: ({ to }: { to?: string }) => `hello ${to}`,
      other: "other",
      must: null,
    };
    const items = ["i1", "i2"].map((id, index) => ({
      __typename: "Item",
      id,
      name: `Item ${id}`,
      viewed: index,
      query,
    }));
    Object.assign(query, {
      viewer: { name: "Ada", query },
      items: ({ first }: { first?: number }) => items.slice(0, first),
    });
    return { query, entities: items };
  },
  operations: {
    "in the same subgraph": `{ viewer { query { hello } } }`,
    "in another subgraph": `{ viewer { query { other hello(to: "a") } } }`,
    "with variables": {
      query: `query ($n: Int) { viewer { query { items(first: $n) { name } } } }`,
      variables: { n: 1 },
    },
    "of each entity": `{ items { id query { other hello } } }`,
    "around, with entities": `{ viewer { query { items { name viewed query { o: other items(first: 1) { id } } } } } }`,
    "of none": `{ items(first: 0) { query { other } } }`,
  },
  failures: {
    "a field there that may not be null": `{ viewer { name query { must } } }`,
    "a subgraph does not answer": {
      query: `{ viewer { name query { hello other } } }`,
      down: ["others"],
      lost: ["Query.other"],
    },
  },
});
