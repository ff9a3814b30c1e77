import { type ConstDirectiveNode, type DocumentNode, Kind, print, visit } from "graphql";

/** A supergraph as it is given to the planner, and what its subgraphs are really called. */
export interface PlanningOrder {
  readonly sdl: string;
  readonly nameOf: (planned: string) => string;
}

/**
 * Gives subgraphs to the planner under names that sort those which know an interface before those for which it is an
 * object (`@interfaceObject`). The planner looks at subgraphs in the order of their names, and where an interface object
 * comes first it finds no way from there to the fields of the interface's types. The document is what the SDL parses
 * to.
 */
export function inPlanningOrder(supergraphSdl: string, supergraph: DocumentNode): PlanningOrder {
  const knowing = knowsInterfaces(supergraph);
  if (knowing.size === 0) return { sdl: supergraphSdl, nameOf: (planned) => planned };
  const names = new Map<string, string>();
  const renamed = visit(supergraph, {
    EnumValueDefinition(value) {
      const graph = value.directives?.find(({ name }) => name.value === "join__graph");
      const name = graph && textOf(graph, "name");
      if (graph === undefined || name === undefined) return undefined;
      const planned = `${knowing.has(value.name.value) ? 0 : 1}:${name}`;
      names.set(planned, name);
      const others = (value.directives ?? []).filter((each) => each !== graph);
      return { ...value, directives: [...others, withText(graph, "name", planned)] };
    },
  });
  return { sdl: print(renamed), nameOf: (planned) => names.get(planned) ?? planned };
}

/** The graphs that have an interface which is an object to others; by the names of their enum values. */
function knowsInterfaces(supergraph: DocumentNode): ReadonlySet<string> {
  const knowing = new Set<string>();
  for (const each of supergraph.definitions) {
    if (each.kind !== Kind.INTERFACE_TYPE_DEFINITION) continue;
    const joins = (each.directives ?? []).filter(({ name }) => name.value === "join__type");
    const [objects, interfaces] = [
      joins.filter(isInterfaceObject),
      joins.filter((join) => !isInterfaceObject(join)),
    ];
    if (objects.length > 0) for (const join of interfaces) knowing.add(textOf(join, "graph") ?? "");
  }
  return knowing;
}

function isInterfaceObject({ arguments: given = [] }: ConstDirectiveNode): boolean {
  return given.some(
    ({ name, value }) => name.value === "isInterfaceObject" && value.kind === Kind.BOOLEAN && value.value,
  );
}

function textOf({ arguments: given = [] }: ConstDirectiveNode, name: string): string | undefined {
  const value = given.find((each) => each.name.value === name)?.value;
  return value?.kind === Kind.STRING || value?.kind === Kind.ENUM ? value.value : undefined;
}

function withText(directive: ConstDirectiveNode, name: string, text: string): ConstDirectiveNode {
  const given = directive.arguments ?? [];
  return {
    ...directive,
    arguments: given.map((each) =>
      each.name.value === name ? { ...each, value: { kind: Kind.STRING, value: text } } : each,
    ),
  };
}
