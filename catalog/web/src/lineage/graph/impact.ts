import { type FieldPath, reach } from "./fieldPath.ts";
import { type FieldKey, nodeOfField } from "./fieldGraph.ts";
import type { LineageGraph, LineageNode } from "./lineageGraph.ts";

/** A product that a change would touch. */
export interface Touched {
  readonly node: LineageNode;
  /** How many edges away it is. */
  readonly distance: number;
  /** Its fields that would change; none where the whole product is asked about. */
  readonly fields: readonly FieldKey[];
}

/** A team that would have to know. */
export interface TouchedTeam {
  readonly team: string;
  readonly contact: string | null;
  readonly products: number;
}

/** What a change would touch: products, the nearest first, and teams, those with most products first. */
export interface Impact {
  readonly products: readonly Touched[];
  readonly teams: readonly TouchedTeam[];
}

/** What a change of the product, or of the field whose path is given, would touch. */
export function impact(graph: LineageGraph, path?: FieldPath): Impact {
  const start = path === undefined ? graph.root : nodeOfField(path.field);
  const fields = path && Map.groupBy(path.down, nodeOfField);
  const ids = fields === undefined ? reach(graph, start, "down") : new Set(fields.keys());
  const distances = distancesFrom(graph, start);
  const products = [...ids].flatMap((id): readonly Touched[] => {
    const node = graph.nodes.get(id);
    if (id === start || node === undefined) return [];
    return [{ node, distance: distances.get(id) ?? 0, fields: fields?.get(id) ?? [] }];
  });
  return { products: products.toSorted(byDistance), teams: teamsOf(products) };
}

const byDistance = (a: Touched, b: Touched): number =>
  a.distance - b.distance || (a.node.id < b.node.id ? -1 : 1);

function teamsOf(products: readonly Touched[]): readonly TouchedTeam[] {
  const owned = Map.groupBy(products, ({ node: { owner } }) => owner);
  const teams = [...owned].flatMap(([team, theirs]): readonly TouchedTeam[] => {
    if (team === null) return [];
    return [{ team, contact: theirs[0]?.node.contact ?? null, products: theirs.length }];
  });
  return teams.toSorted((a, b) => b.products - a.products || (a.team < b.team ? -1 : 1));
}

function distancesFrom({ neighbours }: LineageGraph, start: string): ReadonlyMap<string, number> {
  const distances = new Map([[start, 0]]);
  for (const [id, distance] of distances) {
    for (const next of neighbours(id, "down")) if (!distances.has(next)) distances.set(next, distance + 1);
  }
  return distances;
}
