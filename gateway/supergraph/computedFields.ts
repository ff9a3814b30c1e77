import {
  buildASTSchema,
  type DocumentNode,
  getNamedType,
  type GraphQLObjectType,
  type GraphQLSchema,
  isAbstractType,
  isObjectType,
  Kind,
  print,
  type SelectionSetNode,
} from "graphql";
import type { ComputedFields, RuleInput } from "../authorize/computedFields.ts";
import { type RequiringField, requiredSelections } from "./requiredSelections.ts";

/**
 * What the fields of a supergraph are computed from, also when that is computed in its turn. Consumers select such a
 * field alone; what it tells is what its inputs tell.
 */
export function computedFields(supergraph: DocumentNode): ComputedFields {
  const requiring = requiredSelections(supergraph);
  if (requiring.length === 0) return () => [];
  // With what is inaccessible to consumers: a selection may lead through it.
  const schema = buildASTSchema(supergraph, { assumeValid: true, assumeValidSDL: true });
  const direct = directInputs(schema, requiring);
  const all = new Map<string, readonly RuleInput[]>();
  for (const key of direct.keys()) all.set(key, [...closure(direct, key).values()]);
  return (type, field) => all.get(`${type}.${field}`) ?? NONE;
}

const NONE: readonly RuleInput[] = [];

type Inputs = ReadonlyMap<string, readonly RuleInput[]>;

/** By `Type.field`, for object types alone: what an interface's field requires, that of each implementer does. */
function directInputs(schema: GraphQLSchema, requiring: readonly RequiringField[]): Inputs {
  const inputs = new Map<string, readonly RuleInput[]>();
  for (const { type, field, selectionSet } of requiring) {
    for (const each of objectTypes(schema, type)) {
      const key = `${each.name}.${field}`;
      inputs.set(key, [...(inputs.get(key) ?? []), ...selected(schema, [each], selectionSet)]);
    }
  }
  return inputs;
}

/** Every field that a selection set reads, of each type that it can be read of. */
function selected(
  schema: GraphQLSchema,
  types: readonly GraphQLObjectType[],
  { selections }: SelectionSetNode,
): readonly RuleInput[] {
  return selections.flatMap((selection): readonly RuleInput[] => {
    if (selection.kind === Kind.FRAGMENT_SPREAD) return [];
    if (selection.kind === Kind.INLINE_FRAGMENT) {
      const condition = selection.typeCondition?.name.value;
      const narrowed = condition === undefined ? types : objectTypes(schema, condition);
      return selected(
        schema,
        types.filter((each) => narrowed.includes(each)),
        selection.selectionSet,
      );
    }
    return types.flatMap((type) => {
      const field = type.getFields()[selection.name.value];
      if (field === undefined) return [];
      const below = selection.selectionSet;
      const reached = below ? objectTypes(schema, getNamedType(field.type).name) : [];
      return [
        { type: type.name, field, node: selection },
        ...(below ? selected(schema, reached, below) : []),
      ];
    });
  });
}

function objectTypes(schema: GraphQLSchema, name: string): readonly GraphQLObjectType[] {
  const type = schema.getType(name);
  if (isObjectType(type)) return [type];
  return isAbstractType(type) ? schema.getPossibleTypes(type) : [];
}

/** The inputs of a field, those of its inputs, and so on; each once. */
function closure(direct: Inputs, key: string, found = new Map<string, RuleInput>()): Map<string, RuleInput> {
  for (const input of direct.get(key) ?? []) {
    const id = `${input.type}.${print({ ...input.node, selectionSet: undefined })}`;
    if (found.has(id)) continue;
    found.set(id, input);
    closure(direct, `${input.type}.${input.field.name}`, found);
  }
  return found;
}
