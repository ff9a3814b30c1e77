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
import { isShort, membersSource } from "./rowExpression.ts";
import { flattened, type Members, membersOf, plain, rowShape } from "./rowShape.ts";

/** An object with one list of rows in it, such as the nodes or edges of a connection, and what else it tells. */
export interface PageShape {
  /** What stands before the list, and after it. */
  readonly before: Members;
  readonly after: Members;
  readonly listKey: string;
  readonly rows: Members;
  readonly rowType: GraphQLObjectType;
  /** Whether there may be null in place of a row. */
  readonly isNullable: boolean;
}

/** The shape of what a request selects of objects of a type; undefined for what is no page. */
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
  const before = membersOf(type, members.slice(0, at));
  const after = membersOf(type, members.slice(at + 1));
  const listKey = (list.alias ?? list.name).value;
  if (rows === undefined || before === undefined || after === undefined || listKey in {}) return undefined;
  // A key that stands there twice.
  const keys = [listKey, ...before.shaped.keys(), ...after.shaped.keys()];
  if (new Set(keys).size < keys.length || !isShort(before) || !isShort(after)) return undefined;
  return { before, after, listKey, rows, rowType: of.type, isNullable: of.isNullable };
}

/** Makes the expressions of what stands around the rows, whose columns are numbered through both. */
export function aroundPage({ before, after, listKey }: PageShape): Around {
  const groups = { count: 0 };
  const start = membersSource(before, groups);
  const end = membersSource(after, groups);
  const list = plain(`${JSON.stringify(listKey)}:[`);
  return {
    before: new RegExp(`\\{${start}${start === "" ? "" : ","}${list}`, "y"),
    after: new RegExp(`\\]${end === "" ? "" : ","}${end}\\}`, "y"),
  };
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
