import { type DocumentNode, Kind } from "graphql";

/** Whether an object of the named type satisfies a condition: an object type, an interface or a union. */
export type Satisfies = (type: string, condition: string) => boolean;

/**
 * Reads from a supergraph which types are of which others, those that consumers do not see included. A subgraph may
 * say of an object that it is of an interface, which it knows as an object type (`@interfaceObject`).
 */
export function typeConditions(supergraph: DocumentNode): Satisfies {
  const members = new Map<string, Set<string>>();
  const add = (condition: string, type: string): void => {
    members.set(condition, (members.get(condition) ?? new Set()).add(type));
  };
  for (const each of supergraph.definitions) {
    if (each.kind === Kind.OBJECT_TYPE_DEFINITION || each.kind === Kind.INTERFACE_TYPE_DEFINITION)
      for (const { name } of each.interfaces ?? []) add(name.value, each.name.value);
    if (each.kind === Kind.UNION_TYPE_DEFINITION)
      for (const { name } of each.types ?? []) add(each.name.value, name.value);
  }
  return (type, condition) => type === condition || members.get(condition)?.has(type) === true;
}
