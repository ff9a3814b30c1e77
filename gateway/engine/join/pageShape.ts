import {
  type FieldNode,
  getNullableType,
  type GraphQLObjectType,
  isListType,
  isNonNullType,
  isObjectType,
  Kind,
  type SelectionNode,
} from "graphql";
import type { Around } from "./readRows.ts";
import { flattened, LONGEST, membersOf, plain, type RowShape, rowShape, type Shaped } from "./rowShape.ts";

/** An object with one list of rows in it, such as the nodes or edges of a connection, and what else it tells. */
export interface PageShape {
  readonly around: Around;
  /** What stands beside the list. */
  readonly fields: ReadonlyMap<string, Shaped>;
  readonly listKey: string;
  readonly rows: RowShape;
  readonly rowType: GraphQLObjectType;
  /** Whether there may be null in place of a row. */
  readonly isNullable: boolean;
}

/** The shape of what a request selects of an object of a type; undefined for what is no page. */
export function pageShape(
  type: GraphQLObjectType,
  selections: readonly SelectionNode[],
): PageShape | undefined {
  const members = flattened(type, selections);
  const at = members.findIndex((each) => each.kind === Kind.FIELD && listOf(type, each) !== undefined);
  const list = members[at];
  const of = list?.kind === Kind.FIELD ? listOf(type, list) : undefined;
  if (list?.kind !== Kind.FIELD || of === undefined || (list.directives?.length ?? 0) > 0) return undefined;
  const rows = rowShape(of.type, list.selectionSet?.selections ?? []);
  const columns = { count: 0 };
  const before = membersOf(type, members.slice(0, at), columns);
  const after = membersOf(type, members.slice(at + 1), columns);
  const listKey = (list.alias ?? list.name).value;
  if (rows === undefined || before === undefined || after === undefined || listKey in {}) return undefined;
  const fields = new Map([...before.fields, ...after.fields]);
  // A key that stands there twice, or in both parts.
  if (fields.size < before.fields.size + after.fields.size || fields.has(listKey)) return undefined;
  const start = `\\{${before.source}${before.source === "" ? "" : ","}${plain(`${JSON.stringify(listKey)}:[`)}`;
  const end = `\\]${after.source === "" ? "" : ","}${after.source}\\}`;
  if (start.length > LONGEST || end.length > LONGEST) return undefined;
  const around = { before: new RegExp(start, "y"), after: new RegExp(end, "y") };
  return { around, fields, listKey, rows, rowType: of.type, isNullable: of.isNullable };
}

interface ListOf {
  readonly type: GraphQLObjectType;
  readonly isNullable: boolean;
}

/** Of which objects a field has a list. */
function listOf(parent: GraphQLObjectType, { name }: FieldNode): ListOf | undefined {
  const declared = parent.getFields()[name.value]?.type;
  const list = declared && getNullableType(declared);
  if (!isListType(list)) return undefined;
  const type = getNullableType(list.ofType);
  return isObjectType(type) ? { type, isNullable: !isNonNullType(list.ofType) } : undefined;
}
