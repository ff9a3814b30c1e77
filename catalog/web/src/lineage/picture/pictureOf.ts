import type { LineageEdgeKind } from "../../generated/graphql.ts";
import { type FieldGraph, type FieldKey, nodeOfField } from "../graph/fieldGraph.ts";
import { type FieldPath, isEdgeOnPath } from "../graph/fieldPath.ts";
import type { LineageGraph, LineageNode, Side } from "../graph/lineageGraph.ts";
import { visibleEdges, type VisibleNodes, type VisibleSide } from "../graph/visibleGraph.ts";

/** A node as it is drawn. */
export interface PictureNode {
  readonly node: LineageNode;
  readonly sides: Readonly<Record<Side, VisibleSide>>;
  /** The fields that edges which are drawn begin or end at; none at the level of products. */
  readonly fields: readonly FieldKey[];
}

/** A line between two nodes, or between fields of theirs. */
export interface Wire {
  readonly from: string;
  readonly to: string;
  readonly kind: LineageEdgeKind;
  readonly fields: { readonly from: FieldKey; readonly to: FieldKey } | undefined;
  /** Whether it stands for something else than a value that is passed on. */
  readonly isLoose: boolean;
  readonly isLit: boolean;
  /** What passes along it, in a word; empty where that is told otherwise. */
  readonly label: string;
}

/** All that is drawn. */
export interface Picture {
  readonly root: string;
  readonly nodes: readonly PictureNode[];
  readonly wires: readonly Wire[];
}

/** What of the lineage is drawn. */
export interface Drawn {
  readonly nodes: VisibleNodes;
  readonly level: "product" | "field";
  readonly path: FieldPath | undefined;
}

/** Draws what is visible at the level of products or of fields. */
export function pictureOf(graph: LineageGraph, fields: FieldGraph, drawn: Drawn): Picture {
  const wires = drawn.level === "field" ? fieldWires(graph, fields, drawn) : productWires(graph, drawn);
  const ends = new Set(wires.flatMap(({ fields: ends }) => (ends ? [ends.from, ends.to] : [])));
  if (drawn.path !== undefined) ends.add(drawn.path.field);
  const fieldsOf = Map.groupBy([...ends].toSorted(), nodeOfField);
  const nodes = [...drawn.nodes].flatMap(([id, sides]): readonly PictureNode[] => {
    const node = graph.nodes.get(id);
    return node === undefined ? [] : [{ node, sides, fields: fieldsOf.get(id) ?? [] }];
  });
  return { root: graph.root, nodes, wires };
}

function productWires(graph: LineageGraph, { nodes }: Drawn): readonly Wire[] {
  const edges = visibleEdges(graph.edges, nodes);
  const pairs = Map.groupBy(edges, ({ from, to, kind }) => `${kind} ${from} ${to}`);
  return [...pairs.values()].flatMap(([first, ...others]) => {
    if (first === undefined) return [];
    const { from, to, kind } = first;
    const types = [first, ...others].flatMap(({ eventTypes }) => eventTypes);
    return [
      { from, to, kind, fields: undefined, isLoose: kind === "MODEL", isLit: false, label: label(types) },
    ];
  });
}

const label = (types: readonly string[]): string =>
  types.length > 1 ? `${types.length} event types` : (types[0] ?? "");

function fieldWires(graph: LineageGraph, fields: FieldGraph, { nodes, path }: Drawn): readonly Wire[] {
  const shown = fields.edges.filter(({ within: { from, to } }) => nodes.has(from) && nodes.has(to));
  const ofFields = shown.map((edge): Wire => {
    const { from, to, derivation, within } = edge;
    return {
      from: within.from,
      to: within.to,
      kind: within.kind,
      fields: { from, to },
      isLoose: derivation !== "VALUE",
      isLit: path !== undefined && isEdgeOnPath(path, edge),
      label: "",
    };
  });
  const whole = visibleEdges(graph.edges, nodes).filter((edge) => edge.fields.length === 0);
  return [
    ...ofFields,
    ...whole.map(({ from, to, kind }) => {
      return { from, to, kind, fields: undefined, isLoose: true, isLit: false, label: "" };
    }),
  ];
}
