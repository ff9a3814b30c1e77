import {
  type DocumentNode,
  type FieldNode,
  getNamedType,
  type GraphQLCompositeType,
  type GraphQLSchema,
  isAbstractType,
  isCompositeType,
  isObjectType,
  Kind,
  type OperationDefinitionNode,
  type SelectionNode,
  type SelectionSetNode,
} from "graphql";
import { conditionsOf, holds } from "../authorize/conditions.ts";
import type { OperationParts } from "../authorize/operationParts.ts";

/** What merging depends on besides the operation. */
export interface Merging {
  readonly schema: GraphQLSchema;
  readonly parts: OperationParts;
  /** The coerced ones. */
  readonly variables: Readonly<Record<string, unknown>>;
  /** What is asked for in addition wherever this field of this type is. */
  readonly addition: (type: string, field: string) => FieldNode | undefined;
  /** What is asked for in addition wherever this field of this object type is, beside it; nothing unless given. */
  readonly beside?: ((type: string, field: string) => readonly FieldNode[]) | undefined;
}

/**
 * The operation with every response key once in its selection set, conditions decided and fragments in their places
 * (GraphQL spec, 6.3.2, CollectFields). Consumers may repeat a key; the engine behind would append one list to another.
 */
export function mergeSelections({ parts, ...given }: Merging): DocumentNode {
  const { operation, fragments } = parts;
  const root = given.schema.getRootType(operation.operation);
  if (!root) throw new TypeError(`the schema has no ${operation.operation}s`);
  const merger = { ...given, fragments };
  const merged: OperationDefinitionNode = {
    ...operation,
    selectionSet: mergeSet(merger, root, operation.selectionSet.selections),
  };
  return { kind: Kind.DOCUMENT, definitions: [merged] };
}

type Merger = Omit<Merging, "parts"> & Pick<OperationParts, "fragments">;

/** The fields of a selection set by response key, and what only counts for some of its types. */
interface Gathered {
  readonly fields: Map<string, { readonly node: FieldNode; readonly below: SelectionNode[] }>;
  readonly narrower: Map<string, SelectionNode[]>;
}

function mergeSet(
  merger: Merger,
  parent: GraphQLCompositeType,
  selections: readonly SelectionNode[],
): SelectionSetNode {
  const gathered: Gathered = { fields: new Map(), narrower: new Map() };
  gather(merger, parent, selections, gathered);
  if (merger.beside !== undefined) gatherBeside(merger.beside, merger.schema, parent, gathered);
  const fields = [...gathered.fields.values()].map(({ node, below }) =>
    mergeField(merger, parent, node, below),
  );
  const narrower = [...gathered.narrower].flatMap(([type, below]) => onType(merger, type, below));
  return { kind: Kind.SELECTION_SET, selections: [...fields, ...narrower] };
}

function gather(
  merger: Merger,
  parent: GraphQLCompositeType,
  selections: readonly SelectionNode[],
  into: Gathered,
): void {
  for (const selection of selections) {
    const conditions = conditionsOf(selection);
    if (conditions === "never" || !holds(conditions, merger.variables)) continue;
    if (selection.kind === Kind.FIELD) gatherField(selection, into);
    else gatherFragment(merger, parent, selection, into);
  }
}

function gatherBeside(
  beside: NonNullable<Merger["beside"]>,
  schema: GraphQLSchema,
  parent: GraphQLCompositeType,
  into: Gathered,
): void {
  const types = isObjectType(parent) ? [parent] : schema.getPossibleTypes(parent);
  const names = new Set([...into.fields.values()].map(({ node }) => node.name.value));
  for (const { name: type } of types) {
    const added = [...names].flatMap((name) => beside(type, name));
    if (type === parent.name) for (const each of added) gatherField(each, into);
    else if (added.length > 0) into.narrower.set(type, [...(into.narrower.get(type) ?? []), ...added]);
  }
}

function gatherField(field: FieldNode, { fields }: Gathered): void {
  const key = (field.alias ?? field.name).value;
  const known = fields.get(key) ?? { node: field, below: [] };
  known.below.push(...(field.selectionSet?.selections ?? []));
  fields.set(key, known);
}

function gatherFragment(
  merger: Merger,
  parent: GraphQLCompositeType,
  selection: Exclude<SelectionNode, FieldNode>,
  into: Gathered,
): void {
  const part = selection.kind === Kind.INLINE_FRAGMENT ? selection : merger.fragments[selection.name.value];
  if (part === undefined) return;
  const { selections } = part.selectionSet;
  const type = part.typeCondition?.name.value ?? parent.name;
  if (type === parent.name || covers(merger.schema, type, parent))
    return gather(merger, parent, selections, into);
  if (isObjectType(parent)) return;
  into.narrower.set(type, [...(into.narrower.get(type) ?? []), ...selections]);
}

/** Whether everything of the parent's type is of the other type too. */
function covers(schema: GraphQLSchema, type: string, parent: GraphQLCompositeType): boolean {
  const other = schema.getType(type);
  return isAbstractType(other) && isObjectType(parent) && schema.isSubType(other, parent);
}

function mergeField(
  merger: Merger,
  parent: GraphQLCompositeType,
  node: FieldNode,
  below: readonly SelectionNode[],
): FieldNode {
  const { directives: _decided, selectionSet: _merged, ...field } = node;
  const type = "getFields" in parent ? parent.getFields()[node.name.value]?.type : undefined;
  const named = type === undefined ? undefined : getNamedType(type);
  if (below.length === 0 || !isCompositeType(named)) return field;
  const addition = merger.addition(parent.name, node.name.value);
  const selectionSet = mergeSet(merger, named, addition === undefined ? below : [...below, addition]);
  return { ...field, selectionSet };
}

/** What counts for a type only; nothing when its conditions have switched off all of it. */
function onType(merger: Merger, name: string, below: readonly SelectionNode[]): readonly SelectionNode[] {
  const type = merger.schema.getType(name);
  if (!isCompositeType(type)) throw new TypeError(`${name} is no type to select on`);
  const selectionSet = mergeSet(merger, type, below);
  const typeCondition = { kind: Kind.NAMED_TYPE, name: { kind: Kind.NAME, value: name } } as const;
  return selectionSet.selections.length === 0
    ? []
    : [{ kind: Kind.INLINE_FRAGMENT, typeCondition, selectionSet }];
}
