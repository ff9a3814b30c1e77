import type { Derivation } from "../../generated/graphql.ts";
import { type Branching, type LineageEdge, type LineageGraph, neighboursOf } from "./lineageGraph.ts";

/** A field of a product, or a part of events of a log: `customer-profiles@1:country`. */
export type FieldKey = string;

/** What a field comes from. */
export interface FieldEdge {
  readonly from: FieldKey;
  readonly to: FieldKey;
  readonly derivation: Derivation;
  /** Whether it also depends on what was in the row before. */
  readonly accumulated: boolean;
  /** The edge between the nodes that it is a part of. */
  readonly within: LineageEdge;
}

/** The lineage of fields. */
export interface FieldGraph {
  readonly edges: readonly FieldEdge[];
  readonly neighbours: Branching["neighbours"];
  readonly into: (field: FieldKey) => readonly FieldEdge[];
  readonly outOf: (field: FieldKey) => readonly FieldEdge[];
}

/** What the edges of a lineage say of fields. */
export function fieldGraph({ edges }: Pick<LineageGraph, "edges">): FieldGraph {
  const fields = edges.flatMap(fieldEdges);
  const into = Map.groupBy(fields, ({ to }) => to);
  const outOf = Map.groupBy(fields, ({ from }) => from);
  return {
    edges: fields,
    neighbours: neighboursOf(fields),
    into: (field) => into.get(field) ?? [],
    outOf: (field) => outOf.get(field) ?? [],
  };
}

/** The key of a field of a node. */
export const fieldKey = (node: string, field: string): FieldKey => `${node}:${field}`;

/** The node of a field. */
export const nodeOfField = (key: FieldKey): string => key.slice(0, key.indexOf(":"));

/** The field itself: its name, or event types and a part of them. */
export const nameOfField = (key: FieldKey): string => key.slice(key.indexOf(":") + 1);

/** A name that is short enough for people: of many event types the first stands for all. */
export const shortNameOfField = (key: FieldKey): string =>
  nameOfField(key).replace(/^([^|.]+)\|([^.]+)/, (_, first: string, rest: string) => {
    return `${first} +${rest.split("|").length}`;
  });

function fieldEdges(within: LineageEdge): readonly FieldEdge[] {
  const { from, to, eventTypes, fields } = within;
  const types = eventTypes.length === 0 ? "" : `${eventTypes.join("|")}.`;
  return fields.map(({ from: part, to: field, derivation, accumulated }) => ({
    from: fieldKey(from, `${types}${part}`),
    to: fieldKey(to, field),
    derivation,
    accumulated,
    within,
  }));
}
