import {
  type DocumentNode,
  type FieldNode,
  type GraphQLCompositeType,
  type GraphQLObjectType,
  type GraphQLSchema,
  isObjectType,
  Kind,
  type SelectionNode,
  type SelectionSetNode,
  TypeInfo,
  visit,
  visitWithTypeInfo,
} from "graphql";
import type { OperationParts } from "./operationParts.ts";
import { conditionsOf } from "./conditions.ts";
import { dropUnused } from "./dropUnused.ts";
import type { Refusal } from "./evaluateRules.ts";

/** Which field nodes are refused, and for which object types. */
export type RefusedNodes = ReadonlyMap<FieldNode, ReadonlySet<string>>;

/** The response keys under which things are fetched. */
export interface FetchedKeys {
  /** Under which an object tells its type. */
  readonly typeKey: string;
  /** Under which the value of a field is. */
  readonly fetchedKey: (node: FieldNode) => string;
}

/** The field nodes of refusals. */
export function refusedNodes(refusals: readonly Refusal[]): RefusedNodes {
  const nodes = new Map<FieldNode, Set<string>>();
  for (const { selection } of refusals) {
    for (const { node } of selection.uses) {
      const types = nodes.get(node) ?? new Set();
      nodes.set(node, types.add(selection.type.name));
    }
  }
  return nodes;
}

/**
 * The operation as it may be planned: without what is refused, so that no subgraph ever computes or sends it.
 * What is refused for some of the object types at an interface or union is kept for the others. A selection
 * set left empty, and every one on an interface or union, asks for `__typename` under `typeKey`, a key that
 * starts none of the operation's own. Root meta fields are left out, as are fragments and variables nobody
 * uses any more; undefined when nothing is left to fetch.
 */
export function removeDenied(
  schema: GraphQLSchema,
  parts: OperationParts,
  refused: RefusedNodes,
  { typeKey, fetchedKey }: FetchedKeys,
): DocumentNode | undefined {
  const typeInfo = new TypeInfo(schema);
  const keep = (selection: SelectionNode): readonly SelectionNode[] => {
    const parent = typeInfo.getParentType();
    if (!parent || conditionsOf(selection) === "never") return [];
    if (selection.kind !== Kind.FIELD) return [selection];
    return keptField(schema, parent, selection, refused).map((each) => renamed(each, fetchedKey));
  };
  const rewrite = (node: SelectionSetNode): SelectionSetNode => {
    const kept = node.selections.flatMap(keep);
    const needsType = kept.length === 0 || !isObjectType(typeInfo.getParentType());
    return { ...node, selections: needsType ? [...kept, typenameField(typeKey)] : kept };
  };
  const whole: DocumentNode = {
    kind: Kind.DOCUMENT,
    definitions: [parts.operation, ...Object.values(parts.fragments)],
  };
  const rewritten = visit(whole, visitWithTypeInfo(typeInfo, { SelectionSet: { enter: rewrite } }));
  return dropUnused(rewritten);
}

function keptField(
  schema: GraphQLSchema,
  parent: GraphQLCompositeType,
  node: FieldNode,
  refused: RefusedNodes,
): readonly SelectionNode[] {
  if (isRootMetaField(schema, parent, node)) return [];
  const types = refused.get(node);
  if (types === undefined) return [node];
  if (isObjectType(parent)) return types.has(parent.name) ? [] : [node];
  const others = schema.getPossibleTypes(parent).filter((each) => !types.has(each.name));
  return others.map((each) => onType(each, node));
}

/** Answered from the schema consumers see, not by a subgraph. */
function isRootMetaField(schema: GraphQLSchema, parent: GraphQLCompositeType, node: FieldNode): boolean {
  const roots = [schema.getQueryType(), schema.getMutationType()];
  return node.name.value.startsWith("__") && roots.some((root) => root === parent);
}

/**
 * A field under a key that is safe to fetch, without an alias when that is its name: the planner ends the process where
 * it meets the same field with and without such an alias.
 */
function renamed(selection: SelectionNode, fetchedKey: FetchedKeys["fetchedKey"]): SelectionNode {
  if (selection.kind !== Kind.FIELD) return selection;
  const fetched = fetchedKey(selection);
  if (fetched === selection.name.value) return { ...selection, alias: undefined };
  return { ...selection, alias: { kind: Kind.NAME, value: fetched } };
}

function onType(type: GraphQLObjectType, node: FieldNode): SelectionNode {
  return {
    kind: Kind.INLINE_FRAGMENT,
    typeCondition: { kind: Kind.NAMED_TYPE, name: { kind: Kind.NAME, value: type.name } },
    selectionSet: { kind: Kind.SELECTION_SET, selections: [node] },
  };
}

function typenameField(alias: string): FieldNode {
  return {
    kind: Kind.FIELD,
    alias: { kind: Kind.NAME, value: alias },
    name: { kind: Kind.NAME, value: "__typename" },
  };
}
