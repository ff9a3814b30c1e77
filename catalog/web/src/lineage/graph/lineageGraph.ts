import type { LineageQuery } from "../../generated/graphql.ts";

/** The lineage of a product as the catalog answers it. */
export type LineageAnswer = NonNullable<LineageQuery["dataProduct"]>["lineage"];
export type LineageNode = LineageAnswer["nodes"][number];
export type LineageEdge = LineageAnswer["edges"][number];

/** A side of a node: what it is derived from, or what is derived from it. */
export type Side = "up" | "down";

export const SIDES = ["up", "down"] as const satisfies readonly Side[];

/** Anything that branches to both sides from where one begins. */
export interface Branching {
  readonly root: string;
  /** What is one edge away on a side, each once. */
  readonly neighbours: (id: string, side: Side) => readonly string[];
}

/** The lineage of a product, by node. */
export interface LineageGraph extends Branching {
  readonly nodes: ReadonlyMap<string, LineageNode>;
  readonly edges: readonly LineageEdge[];
  /** Whether nothing was left out for being too much. */
  readonly complete: boolean;
}

/** Indexes an answer; undefined when it tells of nothing, as that of a retired product. */
export function lineageGraph({ nodes, edges, complete }: LineageAnswer): LineageGraph | undefined {
  const [first] = nodes;
  if (first === undefined) return undefined;
  const known = new Map(nodes.map((node) => [node.id, node]));
  const kept = edges.filter(({ from, to }) => from !== to && known.has(from) && known.has(to));
  return { root: first.id, nodes: known, edges: kept, complete, neighbours: neighboursOf(kept) };
}

/** Neighbours by edges; those that lead on to most come first, then by name. */
export function neighboursOf(
  edges: readonly { readonly from: string; readonly to: string }[],
): Branching["neighbours"] {
  const ends = { up: new Map<string, Set<string>>(), down: new Map<string, Set<string>>() };
  for (const { from, to } of edges) {
    add(ends.down, from, to);
    add(ends.up, to, from);
  }
  const ordered = { up: byReach(ends.up), down: byReach(ends.down) };
  return (id, side) => ordered[side].get(id) ?? [];
}

function add(ends: Map<string, Set<string>>, at: string, end: string): void {
  const found = ends.get(at);
  if (found === undefined) ends.set(at, new Set([end]));
  else found.add(end);
}

function byReach(ends: ReadonlyMap<string, ReadonlySet<string>>): ReadonlyMap<string, readonly string[]> {
  const leadsTo = (id: string): number => ends.get(id)?.size ?? 0;
  const compare = (a: string, b: string): number => leadsTo(b) - leadsTo(a) || (a < b ? -1 : 1);
  return new Map([...ends].map(([id, found]) => [id, [...found].toSorted(compare)]));
}
