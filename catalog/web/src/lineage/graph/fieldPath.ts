import { type FieldEdge, type FieldGraph, type FieldKey, nodeOfField } from "./fieldGraph.ts";
import type { Branching, Side } from "./lineageGraph.ts";

/** All that a field comes from, and all that comes from it. */
export interface FieldPath {
  readonly field: FieldKey;
  readonly up: ReadonlySet<FieldKey>;
  readonly down: ReadonlySet<FieldKey>;
  /** The nodes of all these fields. */
  readonly nodes: ReadonlySet<string>;
}

/** Follows a field both ways. It is in neither direction itself, unless it comes from itself. */
export function fieldPath(fields: FieldGraph, field: FieldKey): FieldPath {
  const up = reach(fields, field, "up");
  const down = reach(fields, field, "down");
  return { field, up, down, nodes: new Set([field, ...up, ...down].map(nodeOfField)) };
}

/** Whether a field is on a path. */
export const isOnPath = ({ field, up, down }: FieldPath, key: FieldKey): boolean =>
  key === field || up.has(key) || down.has(key);

/** Whether an edge is: one between a source and a use that passes the field by is not. */
export function isEdgeOnPath({ field, up, down }: FieldPath, { from, to }: FieldEdge): boolean {
  const leadsTo = up.has(from) && (to === field || up.has(to));
  const comesFrom = down.has(to) && (from === field || down.has(from));
  return leadsTo || comesFrom;
}

/** Everything any number of edges away on a side. */
export function reach(
  { neighbours }: Pick<Branching, "neighbours">,
  start: string,
  side: Side,
): ReadonlySet<string> {
  const reached = new Set(neighbours(start, side));
  for (const id of reached) for (const next of neighbours(id, side)) reached.add(next);
  return reached;
}
