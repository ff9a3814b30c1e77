import {
  getNullableType,
  type GraphQLObjectType,
  type GraphQLOutputType,
  isLeafType,
  isNonNullType,
  isObjectType,
  Kind,
  type SelectionNode,
} from "graphql";
import { leafScan } from "../pass/passableText.ts";
import { literal, string } from "../pass/scan.ts";

/** What stands under a key of a row: the text of a column, the name of the type, or another object. */
export type Shaped =
  { readonly kind: "leaf"; readonly column: number } | { readonly kind: "typename" } | ShapedObject;

/** An object inside of a row. */
export interface ShapedObject {
  readonly kind: "object";
  readonly type: GraphQLObjectType;
  /** The column that has a text where the object is null; undefined where it cannot be. */
  readonly nullColumn: number | undefined;
  readonly fields: ReadonlyMap<string, Shaped>;
}

/** Objects that one regular expression reads: values, and objects inside of one another, without lists. */
export interface RowShape {
  /** Finds a row where it begins, its columns in groups. */
  readonly expression: RegExp;
  readonly fields: ReadonlyMap<string, Shaped>;
}

/** Characters of a regular expression; longer ones are not worth what they take to be compiled. */
export const LONGEST = 8_000;

/** The shape of what a request selects of objects of a type; undefined for what is no row. */
export function rowShape(
  type: GraphQLObjectType,
  selections: readonly SelectionNode[],
): RowShape | undefined {
  const columns = { count: 0 };
  const read = objectOf(type, selections, columns);
  if (read === undefined || read.source.length > LONGEST) return undefined;
  return { expression: new RegExp(read.source, "y"), fields: read.fields };
}

/** A part of an expression, and what it finds. */
export interface ObjectRead {
  readonly source: string;
  readonly fields: ReadonlyMap<string, Shaped>;
}

/** The groups of an expression so far. */
export interface Columns {
  count: number;
}

function objectOf(
  type: GraphQLObjectType,
  selections: readonly SelectionNode[],
  columns: Columns,
): ObjectRead | undefined {
  const members = membersOf(type, flattened(type, selections), columns);
  if (members === undefined || members.fields.size === 0) return undefined;
  return { source: `\\{${members.source}\\}`, fields: members.fields };
}

/** What stands between the braces. */
export function membersOf(
  type: GraphQLObjectType,
  selections: readonly SelectionNode[],
  columns: Columns,
): ObjectRead | undefined {
  const fields = new Map<string, Shaped>();
  let source = "";
  for (const selection of selections) {
    if (selection.kind !== Kind.FIELD || (selection.directives?.length ?? 0) > 0) return undefined;
    const key = (selection.alias ?? selection.name).value;
    const found = valueOf(type, selection.name.value, selection.selectionSet?.selections ?? [], columns);
    if (found === undefined || fields.has(key) || key in {}) return undefined;
    fields.set(key, found.shaped);
    source += `${source === "" ? "" : ","}${plain(`${JSON.stringify(key)}:`)}${found.source}`;
  }
  return { source, fields };
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

interface ValueRead {
  readonly source: string;
  readonly shaped: Shaped;
}

function valueOf(
  parent: GraphQLObjectType,
  name: string,
  below: readonly SelectionNode[],
  columns: Columns,
): ValueRead | undefined {
  if (name === "__typename")
    return { source: plain(JSON.stringify(parent.name)), shaped: { kind: "typename" } };
  const declared = parent.getFields()[name]?.type;
  const type = declared && getNullableType(declared);
  if (declared === undefined) return undefined;
  if (isLeafType(type)) {
    const scanned = leafScan(type);
    const value = scanned === string ? STRING : scanned.plain;
    if (value === undefined) return undefined;
    const shaped = { kind: "leaf", column: ++columns.count } as const;
    return { source: isNonNullType(declared) ? `(${value})` : `(${value}|null)`, shaped };
  }
  return isObjectType(type) ? nested(declared, type, below, columns) : undefined;
}

/** As `string` reads it, escapes and all: a single one of them would have the whole answer read otherwise. */
const STRING = String.raw`"[^"\\\x00-\x1f]*(?:\\["\\bfnrt][^"\\\x00-\x1f]*){0,99}"`;

function nested(
  declared: GraphQLOutputType,
  type: GraphQLObjectType,
  below: readonly SelectionNode[],
  columns: Columns,
): ValueRead | undefined {
  const nullColumn = isNonNullType(declared) ? undefined : ++columns.count;
  const object = objectOf(type, below, columns);
  if (object === undefined) return undefined;
  const source = nullColumn === undefined ? object.source : `(?:(null)|${object.source})`;
  return { source, shaped: { kind: "object", type, nullColumn, fields: object.fields } };
}

/** Exactly these characters. */
export const plain = (text: string): string => literal(text).plain ?? "";
