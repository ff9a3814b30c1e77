import { type GraphQLSchema, isInterfaceType, isObjectType, Kind, type SelectionNode } from "graphql";
import { keysOf } from "./knownFields.ts";
import type { Fields } from "./scenario.ts";

/** A representation of an entity, as in `_entities(representations:)`. */
export type Reference = Fields & { readonly __typename: string };

/** Finds out which entities of the data the representations sent to a subgraph stand for. */
export function referenceMatcher(
  subgraph: GraphQLSchema,
  plain: GraphQLSchema,
): (entity: Fields, reference: Reference) => boolean {
  return (entity, reference) => {
    const type = subgraph.getType(reference.__typename);
    if (!isObjectType(type) && !isInterfaceType(type)) return false;
    if (!isNamed(String(entity["__typename"]), type.name, plain)) return false;
    const key = keysOf(type).find((each) => holdsAll(reference, each));
    return key !== undefined && agree(entity, reference, key);
  };
}

/** An interface object of a subgraph is an interface in the plain schema. */
function isNamed(entityType: string, name: string, plain: GraphQLSchema): boolean {
  if (entityType === name) return true;
  const [type, whole] = [plain.getType(entityType), plain.getType(name)];
  return isInterfaceType(whole) && isObjectType(type) && plain.isSubType(whole, type);
}

function holdsAll(object: Fields, selections: readonly SelectionNode[]): boolean {
  return selections.every((each) => each.kind !== Kind.FIELD || object[each.name.value] !== undefined);
}

function agree(entity: unknown, given: unknown, selections: readonly SelectionNode[]): boolean {
  if (Array.isArray(entity) && Array.isArray(given))
    return (
      entity.length === given.length && entity.every((each, index) => agree(each, given[index], selections))
    );
  if (!isFields(entity) || !isFields(given)) return entity === given;
  return selections.every((each) => {
    if (each.kind !== Kind.FIELD) return true;
    const name = each.name.value;
    return agree(entity[name], given[name], each.selectionSet?.selections ?? []);
  });
}

function isFields(value: unknown): value is Fields {
  return typeof value === "object" && value !== null;
}
