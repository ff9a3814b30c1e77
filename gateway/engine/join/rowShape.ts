import {
  type FieldNode,
  getNullableType,
  type GraphQLObjectType,
  isLeafType,
  isNonNullType,
  isObjectType,
  Kind,
  type SelectionNode,
} from "graphql";
import { leafScan } from "../pass/passableText.ts";
import { literal, string } from "../pass/scan.ts";

/** A text that an expression finds: the number of its group, once the expression has been made. */
export interface Column {
  group: number;
}

/** What stands under a key of a row: a value, the name of the type, or another object. */
export type Shaped = ShapedLeaf | { readonly kind: "typename"; readonly value: string } | ShapedObject;

/** A value. */
export interface ShapedLeaf {
  readonly kind: "leaf";
  readonly key: string;
  /** Where it stands among the members of its object. */
  readonly among: Members;
  readonly at: number;
  readonly isNullable: boolean;
  /** The expression of the value. */
  readonly value: string;
  /** Where somebody wants the value alone. */
  column?: Column;
}

/** An object inside of a row. */
export interface ShapedObject {
  readonly kind: "object";
  readonly type: GraphQLObjectType;
  /** Has a text where there is the object; undefined where there always is one. */
  readonly there: Column | undefined;
  readonly members: Members;
}

/** What stands between the braces of an object, in order. */
export interface Members {
  readonly shaped: Map<string, Shaped>;
  /** Members after one another, with their keys, that somebody wants as one text; none of them is in two. */
  readonly runs: Run[];
}

/** From a member to another, which is included. */
export interface Run {
  readonly from: number;
  readonly to: number;
  readonly column: Column;
}

/** The text of a value. To be asked for before the expression is made. */
export const columnOf = (leaf: ShapedLeaf): Column => (leaf.column ??= { group: 0 });

/** The text of values that stand after one another. To be asked for before the expression is made. */
export function runOf(first: ShapedLeaf, last: ShapedLeaf): Column {
  const column = { group: 0 };
  first.among.runs.push({ from: first.at, to: last.at, column });
  return column;
}

/** The shape of what a request selects of objects of a type; undefined for what is no row: nothing, or a list. */
export function rowShape(type: GraphQLObjectType, selections: readonly SelectionNode[]): Members | undefined {
  const members = membersOf(type, flattened(type, selections));
  return members === undefined || members.shaped.size === 0 ? undefined : members;
}

/** What stands between the braces; it may be nothing. */
export function membersOf(
  type: GraphQLObjectType,
  selections: readonly SelectionNode[],
): Members | undefined {
  const among: Members = { shaped: new Map(), runs: [] };
  for (const selection of selections) {
    if (selection.kind !== Kind.FIELD || (selection.directives?.length ?? 0) > 0) return undefined;
    const key = (selection.alias ?? selection.name).value;
    const shaped = valueOf(type, selection, among, key);
    if (shaped === undefined || among.shaped.has(key) || key in {}) return undefined;
    among.shaped.set(key, shaped);
  }
  return among;
}

/** What only counts for the type they are of anyway is no different from the others. */
export function flattened(
  type: GraphQLObjectType,
  selections: readonly SelectionNode[],
): readonly SelectionNode[] {
  return selections.flatMap((each) =>
    each.kind === Kind.INLINE_FRAGMENT &&
    (each.directives?.length ?? 0) === 0 &&
    each.typeCondition?.name.value === type.name
      ? flattened(type, each.selectionSet.selections)
      : [each],
  );
}

function valueOf(
  parent: GraphQLObjectType,
  { name, selectionSet }: FieldNode,
  among: Members,
  key: string,
): Shaped | undefined {
  if (name.value === "__typename") return { kind: "typename", value: plain(JSON.stringify(parent.name)) };
  const declared = parent.getFields()[name.value]?.type;
  const type = declared && getNullableType(declared);
  const isNullable = !isNonNullType(declared);
  if (isLeafType(type)) {
    const scanned = leafScan(type);
    const value = scanned === string ? STRING : scanned.plain;
    return value === undefined
      ? undefined
      : { kind: "leaf", key, among, at: among.shaped.size, isNullable, value };
  }
  const members = isObjectType(type) ? rowShape(type, selectionSet?.selections ?? []) : undefined;
  if (!isObjectType(type) || members === undefined) return undefined;
  return { kind: "object", type, there: isNullable ? { group: 0 } : undefined, members };
}

/** As `string` reads it, escapes and all: a single one of them would have the whole answer read otherwise. */
const STRING = String.raw`"[^"\\\x00-\x1f]*(?:\\["\\bfnrt][^"\\\x00-\x1f]*){0,99}"`;

/** Exactly these characters. */
export const plain = (text: string): string => literal(text).plain ?? "";
