import { type FieldGraph, nodeOfField, shortNameOfField } from "../graph/fieldGraph.ts";
import type { LineageGraph, LineageNode } from "../graph/lineageGraph.ts";
import { KIND_WORDS } from "../kinds.ts";
import type { TreeRow } from "./treeRows.ts";

/** What a row says of its node or field. */
export interface RowFacts {
  readonly name: string;
  /** What it is, or of a field what it belongs to. */
  readonly what: string;
  /** How it and the one it is beneath are connected. */
  readonly how: string;
  /** Undefined for a field of what is not there. */
  readonly node: LineageNode | undefined;
}

/** Says of nodes what they are; `withFields` names the fields that pass along too. */
export function nodeFacts(graph: LineageGraph, withFields: boolean): (row: TreeRow) => RowFacts {
  const edges = Map.groupBy(graph.edges, ({ from, to }) => `${from} ${to}`);
  return ({ id, side, neighbourOf }) => {
    const node = graph.nodes.get(id);
    const between = edges.get(side === "up" ? `${id} ${neighbourOf}` : `${neighbourOf} ${id}`) ?? [];
    const how = between.map((edge) => {
      const fields = withFields ? [...new Set(edge.fields.map(({ to }) => to))].join(", ") : "";
      return fields === "" ? edgeWords(edge) : `${edgeWords(edge)}: ${fields}`;
    });
    return { name: id, what: node === undefined ? "" : KIND_WORDS[node.kind], how: how.join("; "), node };
  };
}

/** Says of fields what they belong to and how they come from each other. */
export function fieldFacts(graph: LineageGraph, fields: FieldGraph): (row: TreeRow) => RowFacts {
  return ({ id, side, neighbourOf }) => {
    const [from, to] = side === "up" ? [id, neighbourOf] : [neighbourOf, id];
    const edge = fields.into(to).find((each) => each.from === from);
    const how =
      edge === undefined ? "" : `${edge.derivation.toLowerCase()}${edge.accumulated ? ", accumulated" : ""}`;
    const node = nodeOfField(id);
    return { name: shortNameOfField(id), what: node, how, node: graph.nodes.get(node) };
  };
}

function edgeWords({ kind, by, eventTypes }: LineageGraph["edges"][number]): string {
  if (kind === "MODEL") return "named by its rows";
  if (kind === "JOIN") return by === null ? "joined" : `joined by ${by}`;
  return eventTypes.length > 2 ? `${eventTypes.length} event types` : eventTypes.join(", ");
}
