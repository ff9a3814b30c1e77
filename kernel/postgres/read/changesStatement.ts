import type { ProductCut } from "../../cut/index.ts";
import { columnName } from "../../product/index.ts";
import { encode, parameterType } from "../columns/index.ts";
import type { Statement } from "../database.ts";
import { identifier } from "../identifier.ts";
import type { ChangesRequest } from "./changesRequest.ts";
import { parameters } from "./parameters.ts";
import type { ReadTable } from "./readTable.ts";

/** Columns beside the fields' own. No field's column has two underscores in a row. */
export const CHANGE_COLUMNS = Object.freeze({
  /** Up to where the history reaches. */
  head: "head__of",
  revision: "revision__of",
  /** Null where there is no change. */
  position: "position__of",
  removed: "removed__of",
});

/**
 * Reads changes and where the product stands, in one snapshot: one row at least, since an empty page tells that too. One
 * change more than asked for, if there is one.
 */
export function changesStatement(
  table: ReadTable,
  { after, size, key }: ChangesRequest,
  names: readonly string[],
  cut?: ProductCut,
): Statement {
  const given = parameters();
  const end = cut === undefined ? "" : ` and position <= ${given.add(cut.position, "bigint")}`;
  const only =
    key === undefined
      ? ""
      : ` and ${identifier(columnName(table.key.name))} = ${given.add(encode(table.key, key, table.key.name), parameterType(table.key))}`;
  const { head, revision, position, removed } = CHANGE_COLUMNS;
  return {
    text: `select standing.position as ${head}, standing.revision as ${revision}, change.*
      from (${table.revision}) standing left join lateral (
        select position as ${position}, removed as ${removed}, ${table.columns(names)} from ${table.history} as version
        where position > ${given.add(after, "bigint")}${end}${only}
        order by position limit ${given.add(size + 1, "integer")}) change on true
      order by ${position}`,
    values: given.values,
  };
}

/** Counts the versions after a position up to another. */
export function countVersions({ history }: ReadTable, after: number, upTo: number): Statement {
  return {
    text: `select count(*) as count from ${history} where position > $1 and position <= $2`,
    values: [after, upTo],
  };
}
