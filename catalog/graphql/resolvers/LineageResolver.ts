import { MeshError } from "@datamesh/kernel";
import type { Lineage as Found, LineageGraph } from "@datamesh/kernel/lineage";
import { productRef } from "@datamesh/kernel/product";
import { Args, Ctx, FieldResolver, Resolver, Root } from "type-graphql";
import type { LineageProduct } from "../../read/index.ts";
import type { CatalogScope } from "../catalogScope.ts";
import { DataProduct, LineageArguments, type LineageNode, ProductLineage } from "../types/index.ts";

/** How many nodes are told, at most. */
const MAX_NODES = 1_000;

/** What products are derived from, and what is derived from them. */
@Resolver(() => DataProduct)
export class LineageResolver {
  @FieldResolver(() => ProductLineage, {
    description:
      "What it is derived from, and what is derived from it, itself first. Nothing once it is retired.",
  })
  async lineage(
    @Root() { name, major }: DataProduct,
    @Args(() => LineageArguments) { direction, depth }: LineageArguments,
    @Ctx() { observedLineage }: CatalogScope,
  ): Promise<ProductLineage> {
    if (typeof depth === "number" && depth < 0) {
      throw new MeshError("BAD_USER_INPUT", `depth is ${depth}: it counts edges, from 0`);
    }
    const bounds = { nodes: MAX_NODES, ...(typeof depth === "number" && { depth }) };
    return followed(await observedLineage(), productRef(name, major), direction, bounds);
  }
}

function followed(
  graph: LineageGraph<LineageProduct>,
  id: string,
  direction: LineageArguments["direction"],
  bounds: { readonly nodes: number; readonly depth?: number },
): ProductLineage {
  const found = [
    ...(direction === "DOWNSTREAM" ? [] : [graph.upstream(id, bounds)]),
    ...(direction === "UPSTREAM" ? [] : [graph.downstream(id, bounds)]),
  ];
  const nodes = new Map(found.flatMap((each) => each.nodes).map((node) => [node.id, node]));
  const edges = new Set(found.flatMap((each) => each.edges));
  return {
    nodes: [...nodes.values()].toSorted((a, b) => a.distance - b.distance).map(nodeOf),
    edges: [...edges].map((edge) => ({ ...edge, by: edge.by ?? null })),
    complete: found.every(({ complete }) => complete),
  };
}

function nodeOf({ id, kind, name, distance, product }: Found<LineageProduct>["nodes"][number]): LineageNode {
  return {
    id,
    kind,
    name,
    distance,
    version: product?.version ?? null,
    title: product?.title ?? null,
    context: product?.context ?? null,
    owner: product?.owner.team ?? null,
    contact: product?.owner.contact ?? null,
    status: product?.status ?? null,
  };
}
