import { Kind, parse } from "graphql";
import type { ConstDirectiveNode, ObjectTypeDefinitionNode } from "graphql";

/** Which subgraphs answer a field, one bit each; undefined where the supergraph does not say, and so all that there are. */
export type FieldGraphs = (type: string, field: string) => bigint | undefined;

/** Reads from a supergraph (`join`, v0.3 and later) which subgraphs answer each field by themselves. */
export function fieldGraphs(supergraphSdl: string): FieldGraphs {
  const bits = new Map<string, bigint>();
  const bitOf = (graph: string): bigint => {
    const bit = bits.get(graph) ?? 1n << BigInt(bits.size);
    bits.set(graph, bit);
    return bit;
  };
  const union = (directives: readonly ConstDirectiveNode[]): bigint =>
    directives.map(graphOf).reduce((all, graph) => (graph === undefined ? all : all | bitOf(graph)), 0n);
  const known = new Map<string, bigint>();
  for (const type of compositeTypes(supergraphSdl)) {
    const ofType = union(named("join__type", type.directives));
    for (const field of type.fields ?? []) {
      const joins = named("join__field", field.directives);
      const here = joins.some(isOfNoGraph) || joins.length === 0 ? ofType : union(joins.filter(answers));
      if (here !== 0n) known.set(`${type.name.value}.${field.name.value}`, here);
    }
  }
  return (type, field) => known.get(`${type}.${field}`);
}

function compositeTypes(
  sdl: string,
): readonly Pick<ObjectTypeDefinitionNode, "name" | "fields" | "directives">[] {
  return parse(sdl, { noLocation: true }).definitions.filter(
    (each) => each.kind === Kind.OBJECT_TYPE_DEFINITION || each.kind === Kind.INTERFACE_TYPE_DEFINITION,
  );
}

const named = (name: string, directives: readonly ConstDirectiveNode[] = []): readonly ConstDirectiveNode[] =>
  directives.filter((each) => each.name.value === name);

function argument(directive: ConstDirectiveNode, name: string): string | boolean | undefined {
  const value = directive.arguments?.find((each) => each.name.value === name)?.value;
  return value !== undefined && "value" in value ? value.value : undefined;
}

function graphOf(directive: ConstDirectiveNode): string | undefined {
  const graph = argument(directive, "graph");
  return typeof graph === "string" ? graph : undefined;
}

const isOfNoGraph = (join: ConstDirectiveNode): boolean => graphOf(join) === undefined;

/** An external field is answered elsewhere, though its subgraph names it. */
const answers = (join: ConstDirectiveNode): boolean => argument(join, "external") !== true;
