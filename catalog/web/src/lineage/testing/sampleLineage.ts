import fc from "fast-check";
import {
  type LineageAnswer,
  type LineageEdge,
  lineageGraph,
  type LineageGraph,
  type LineageNode,
} from "../graph/lineageGraph.ts";

/** A node of a sample: what ends in `_events` is a log, what has `@` a product, all else a model. */
export const sampleNode = (id: string, change: Partial<LineageNode> = {}): LineageNode => ({
  id,
  kind: id.endsWith("_events") ? "LOG" : id.includes("@") ? "PRODUCT" : "MODEL",
  name: id,
  distance: 0,
  version: "1.0.0",
  title: null,
  context: null,
  owner: null,
  contact: null,
  status: null,
  ...change,
});

/** An edge of a sample that takes fields: `{ score: "score" }` by the name they get. */
export const sampleEdge = (
  from: string,
  to: string,
  take: Readonly<Record<string, string>> = {},
  change: Partial<LineageEdge> = {},
): LineageEdge => ({
  from,
  to,
  kind: from.endsWith("_events") ? "EVENTS" : from.includes("@") ? "JOIN" : "MODEL",
  eventTypes: from.endsWith("_events") ? ["HAPPENED"] : [],
  by: from.includes("@") ? "key" : null,
  fields: Object.entries(take).map(([name, source]) => {
    return { from: source, to: name, derivation: "VALUE", accumulated: false };
  }),
  ...change,
});

/** An answer of these edges, asked for the root. */
export function sampleAnswer(root: string, edges: readonly LineageEdge[]): LineageAnswer {
  const ids = new Set([root, ...edges.flatMap(({ from, to }) => [from, to])]);
  return { complete: true, nodes: [...ids].map((id) => sampleNode(id)), edges: [...edges] };
}

/** Its graph. */
export function sampleGraph(root: string, edges: readonly LineageEdge[]): LineageGraph {
  const graph = lineageGraph(sampleAnswer(root, edges));
  if (graph === undefined) throw new TypeError("a sample has nodes");
  return graph;
}

/** Any lineage of up to 12 products `a@1`, `b@1` ..., of which `a@1` is the root; circles and diamonds included. */
export const anyLineage: fc.Arbitrary<LineageGraph> = fc
  .array(fc.tuple(fc.nat(11), fc.nat(11), fc.array(fc.tuple(fc.nat(2), fc.nat(2)), { maxLength: 3 })), {
    maxLength: 30,
  })
  .map((edges) =>
    sampleGraph(
      "a@1",
      edges.map(([from, to, fields]) => {
        const take = Object.fromEntries(fields.map(([mine, theirs]) => [`f${mine}`, `f${theirs}`]));
        return sampleEdge(productNamed(from), productNamed(to), take);
      }),
    ),
  );

const productNamed = (index: number): string => `${String.fromCharCode(97 + index)}@1`;
