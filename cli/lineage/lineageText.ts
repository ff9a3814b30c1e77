import {
  eventTypesText,
  type FieldEdge,
  type LineageEdge,
  type LineageGraph,
  type LineageNode,
  type LineageSource,
  sourceText,
} from "@datamesh/kernel/lineage";
import { productRef, snakeCase } from "@datamesh/kernel/product";
import type { ObservedModels } from "./observedModels.ts";

/** What of the lineage is told. */
export interface LineageTextOptions {
  /** Whether the fields are told, one a line. */
  readonly fields: boolean;
}

/** A product and what it is derived from, a line for each input; of an upstream's model what was observed. */
export function upstreamText(
  graph: LineageGraph,
  product: LineageSource,
  models: ObservedModels,
  options: LineageTextOptions,
): string {
  const edges = graph.inputsOf(productRef(product.name, product.major));
  const branches = [...Map.groupBy(edges, ({ from }) => from)].map(([from, inputs]): Branch => {
    const node = graph.nodes.get(from);
    const name = node === undefined ? from : nameOf(node);
    const observed = new Map<string, string>(models).get(from) ?? "JOIN";
    const isLog = inputs.every(({ kind }) => kind === "EVENTS");
    const how = isLog ? eventTypesText(inputs.flatMap((each) => each.eventTypes)) : observed;
    return { text: `${name} (${how})`, fields: fieldLines(inputs, name), branches: [] };
  });
  return treeText(product, branches, options);
}

/** A product and what is derived from it, with its owner, however far away; each product once. */
export function downstreamText(
  graph: LineageGraph,
  product: LineageSource,
  options: LineageTextOptions,
): string {
  const told = new Set<string>();
  const branchesOf = (id: string, name: string): readonly Branch[] => {
    told.add(id);
    return [...Map.groupBy(graph.usesOf(id), ({ to }) => to)].map(([to, uses]) => {
      const node = graph.nodes.get(to);
      const of = node?.product;
      const text = `${node === undefined ? to : nameOf(node)} (v${of?.version}, ${of?.owner.team})`;
      const fields = fieldLines(uses, name);
      if (told.has(to)) return { text: `${text}, see above`, fields, branches: [] };
      return { text, fields, branches: branchesOf(to, node === undefined ? to : nameOf(node)) };
    });
  };
  const { name, major } = product;
  const branches = branchesOf(productRef(name, major), snakeCase(name));
  return branches.length > 0
    ? treeText(product, branches, options)
    : `${treeText(product, [], options)}  nothing is derived from it\n`;
}

interface Branch {
  readonly text: string;
  readonly fields: readonly string[];
  readonly branches: readonly Branch[];
}

const nameOf = ({ kind, name }: LineageNode): string => (kind === "LOG" ? name : snakeCase(name));

function treeText(
  { title, version }: LineageSource,
  branches: readonly Branch[],
  options: LineageTextOptions,
): string {
  return `${[`${title} (v${version})`, ...lines(branches, "  ", options)].join("\n")}\n`;
}

function lines(branches: readonly Branch[], indent: string, options: LineageTextOptions): readonly string[] {
  return branches.flatMap(({ text, fields, branches: further }, index) => {
    const isLast = index === branches.length - 1;
    const below = `${indent}${isLast ? " " : "│"}     `;
    return [
      `${indent}${isLast ? "└" : "├"}─> ${text}`,
      ...(options.fields ? fields.map((field) => `${below}${field}`) : []),
      ...lines(further, `${indent}${isLast ? " " : "│"}   `, options),
    ];
  });
}

/** A line for each field: what it comes from, and whether what was in the row before counts too. */
function fieldLines(edges: readonly LineageEdge[], upstream: string): readonly string[] {
  const sources = edges.flatMap((edge) =>
    edge.fields.map((field) => ({ to: field.to, field, text: sourceOf(edge, field, upstream) })),
  );
  return [...Map.groupBy(sources, ({ to }) => to)].map(([to, found]) => {
    const texts = [...new Set(found.map(({ text }) => text))];
    const before = found.some(({ field }) => field.accumulated) ? ", and the row before" : "";
    return `${to} <- ${texts.join(", ")}${before}`;
  });
}

function sourceOf(
  { kind, eventTypes }: LineageEdge,
  { from, derivation }: FieldEdge,
  upstream: string,
): string {
  if (kind === "JOIN") return `${upstream}.${from}`;
  const source = sourceText(eventTypes, from);
  switch (derivation) {
    case "VALUE":
      return source;
    case "OCCURRENCE":
      return `each ${source}`;
    case "UNKNOWN":
      return `${source} as a whole`;
  }
}
