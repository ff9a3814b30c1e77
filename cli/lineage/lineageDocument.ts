import type { LineageEdge, LineageGraph, LineageNode } from "@datamesh/kernel/lineage";
import type { ObservedModels } from "./observedModels.ts";

/** The lineage of a product as a script reads it: up- or downstream, however far, fields included. */
export function lineageDocument(
  graph: LineageGraph,
  id: string,
  direction: "upstream" | "downstream",
  models: ObservedModels,
): object {
  const { nodes, edges } = direction === "upstream" ? graph.upstream(id) : graph.downstream(id);
  const observed = new Map<string, string>(models);
  return {
    product: id,
    direction,
    nodes: nodes.map((node) => ({ ...nodeDocument(node), distance: node.distance })),
    edges: edges.map((edge) => edgeDocument(edge, edge.to === id ? observed.get(edge.from) : undefined)),
  };
}

const nodeDocument = ({ id, kind, name, product }: LineageNode): object => ({
  id,
  kind,
  name,
  ...(product !== undefined && {
    version: product.version,
    title: product.title,
    context: product.context,
    owner: product.owner.team,
  }),
});

const edgeDocument = (edge: LineageEdge, model: string | undefined): object => ({
  ...edge,
  ...(model !== undefined && { observedModel: model }),
});
