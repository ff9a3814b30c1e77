import { parseProductRef, productRef } from "../product/names.ts";
import { lineageEdges, modelEdge } from "./lineageEdges.ts";
import type { Lineage, LineageEdge, LineageNode, LineageSource, NamedModel } from "./lineage.ts";

/** How far to follow the lineage; everything unless said otherwise. */
export interface LineageBounds {
  /** How many edges away at most. */
  readonly depth?: number;
  /** How many nodes at most, the one asked about included; the nearest ones stay. */
  readonly nodes?: number;
}

/** What comes from what, in a mesh. */
export interface LineageGraph<P extends LineageSource = LineageSource> {
  /** Every node by its id. */
  readonly nodes: ReadonlyMap<string, LineageNode<P>>;
  /** What a product, log or model is derived from, itself first. Nothing for an id that is not there. */
  upstream(id: string, bounds?: LineageBounds): Lineage<P>;
  /** What is derived from it. */
  downstream(id: string, bounds?: LineageBounds): Lineage<P>;
  /** The edges that end at a product. */
  inputsOf(id: string): readonly LineageEdge[];
  /** The edges that begin at a product, log or model. */
  usesOf(id: string): readonly LineageEdge[];
}

/**
 * The lineage of a mesh as its products declare it, with the models that were observed in it. Pure; products may form
 * circles.
 */
export function lineageGraph<P extends LineageSource>(
  products: readonly P[],
  models: readonly NamedModel[] = [],
): LineageGraph<P> {
  const declared = products.flatMap(lineageEdges);
  const known = nodesOf(products, declared);
  // Whoever makes events names models: one that is called like something else is not taken for it.
  const edges = [...declared, ...models.filter(({ id }) => !known.has(id)).map(modelEdge)];
  const nodes = nodesOf(products, edges);
  const into = Map.groupBy(edges, ({ to }) => to as string);
  const outOf = Map.groupBy(edges, ({ from }) => from);
  const inputsOf = (id: string): readonly LineageEdge[] => into.get(id) ?? [];
  const usesOf = (id: string): readonly LineageEdge[] => outOf.get(id) ?? [];
  return {
    nodes,
    inputsOf,
    usesOf,
    upstream: (id, bounds = {}) => follow(nodes, id, bounds, inputsOf, ({ from }) => from),
    downstream: (id, bounds = {}) => follow(nodes, id, bounds, usesOf, ({ to }) => to),
  };
}

function nodesOf<P extends LineageSource>(
  products: readonly P[],
  edges: readonly LineageEdge[],
): ReadonlyMap<string, LineageNode<P>> {
  const declared = products.map((product): LineageNode<P> => {
    const { name, major } = product;
    return { id: productRef(name, major), kind: "PRODUCT", name, product };
  });
  const named = edges.map(({ from, kind }): LineageNode<P> =>
    kind === "JOIN"
      ? { id: from, kind: "PRODUCT", name: parseProductRef(from).name }
      : { id: from, kind: kind === "MODEL" ? "MODEL" : "LOG", name: from },
  );
  // What is declared takes the place of what is only named.
  return new Map([...named, ...declared].map((node) => [node.id, node]));
}

/** Breadth first, so that what is nearest comes first; each node once. */
function follow<P extends LineageSource>(
  nodes: ReadonlyMap<string, LineageNode<P>>,
  start: string,
  { depth = Number.POSITIVE_INFINITY, nodes: most = Number.POSITIVE_INFINITY }: LineageBounds,
  edgesAt: (id: string) => readonly LineageEdge[],
  endOf: (edge: LineageEdge) => string,
): Lineage<P> {
  const distances = new Map(nodes.has(start) && most > 0 ? [[start, 0]] : []);
  const edges: LineageEdge[] = [];
  let complete = true;
  for (const [id, distance] of distances) {
    if (distance >= depth) continue;
    for (const edge of edgesAt(id)) {
      const end = endOf(edge);
      if (!distances.has(end) && distances.size >= most) {
        complete = false;
        continue;
      }
      if (!distances.has(end)) distances.set(end, distance + 1);
      edges.push(edge);
    }
  }
  const found = [...distances].flatMap(([id, distance]) => {
    const node = nodes.get(id);
    return node === undefined ? [] : [{ ...node, distance }];
  });
  return { nodes: found, edges, complete };
}
