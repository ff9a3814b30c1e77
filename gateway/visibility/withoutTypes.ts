import {
  type DefinitionNode,
  type DocumentNode,
  type FieldDefinitionNode,
  Kind,
  type NamedTypeNode,
} from "graphql";
import { isTypeDefinition, namedType, reachableTypes } from "./typeGraph.ts";

/**
 * A schema as if some of its object types had never been in it: without every field that leads to one of them,
 * without their membership in unions, and without whatever only they led to, such as the inputs of their filters.
 * A type that has nothing left goes with them.
 */
export function withoutTypes(
  schema: DocumentNode,
  types: ReadonlySet<string>,
  roots: readonly string[],
): DocumentNode {
  if (types.size === 0) return schema;
  const cut = removed(schema, types);
  const before = reachableTypes(schema, roots);
  const after = reachableTypes(cut, roots);
  return {
    ...cut,
    definitions: cut.definitions.filter(
      (each) => !isTypeDefinition(each) || !before.has(each.name.value) || after.has(each.name.value),
    ),
  };
}

/** Removes types until none is left that only led to removed ones. */
function removed(schema: DocumentNode, types: ReadonlySet<string>): DocumentNode {
  const definitions = schema.definitions.flatMap((each) => remaining(each, types));
  const kept = definitions.filter((each) => !isEmptied(each));
  const cut = { ...schema, definitions: kept };
  const emptied = definitions.filter(isEmptied).flatMap((each) => ("name" in each ? [each.name] : []));
  return emptied.length === 0 ? cut : removed(cut, new Set(emptied.flatMap((name) => name?.value ?? [])));
}

function remaining(definition: DefinitionNode, types: ReadonlySet<string>): readonly DefinitionNode[] {
  if (isTypeDefinition(definition) && types.has(definition.name.value)) return [];
  switch (definition.kind) {
    case Kind.OBJECT_TYPE_DEFINITION:
    case Kind.INTERFACE_TYPE_DEFINITION:
      return [{ ...definition, ...remainingParts(definition, types) }];
    case Kind.UNION_TYPE_DEFINITION:
      return [{ ...definition, types: definition.types?.filter(isOutside(types)) }];
    default:
      return [definition];
  }
}

function remainingParts(
  { fields = [], interfaces = [] }: FieldsAndInterfaces,
  types: ReadonlySet<string>,
): FieldsAndInterfaces {
  return {
    fields: fields.filter(({ type }) => !types.has(namedType(type))),
    interfaces: interfaces.filter(isOutside(types)),
  };
}

interface FieldsAndInterfaces {
  readonly fields?: readonly FieldDefinitionNode[];
  readonly interfaces?: readonly NamedTypeNode[];
}

function isEmptied(definition: DefinitionNode): boolean {
  switch (definition.kind) {
    case Kind.OBJECT_TYPE_DEFINITION:
    case Kind.INTERFACE_TYPE_DEFINITION:
      return definition.fields?.length === 0;
    case Kind.UNION_TYPE_DEFINITION:
      return definition.types?.length === 0;
    default:
      return false;
  }
}

const isOutside =
  (types: ReadonlySet<string>) =>
  ({ name }: NamedTypeNode): boolean =>
    !types.has(name.value);
