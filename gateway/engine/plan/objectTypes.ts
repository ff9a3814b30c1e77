import { type DocumentNode, Kind } from "graphql";
import type { TypesOf } from "./interfaceObjects.ts";

/** Reads from a schema's document which object types there are of each of its types. */
export function objectTypes({ definitions }: DocumentNode): TypesOf {
  const types = new Map<string, string[]>();
  const add = (name: string, object: string): void => {
    types.set(name, [...(types.get(name) ?? []), object]);
  };
  for (const each of definitions) {
    if (each.kind === Kind.OBJECT_TYPE_DEFINITION) {
      const { name, interfaces = [] } = each;
      for (const one of [{ name }, ...interfaces]) add(one.name.value, name.value);
    }
    if (each.kind === Kind.UNION_TYPE_DEFINITION) {
      for (const member of each.types ?? []) add(each.name.value, member.name.value);
    }
  }
  return (name) => types.get(name) ?? [];
}
