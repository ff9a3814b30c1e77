import { productCutText, type ProductCut } from "../../cut/index.ts";
import { columnName } from "../../product/index.ts";
import { identifier } from "../identifier.ts";
import type { Parameters } from "./parameters.ts";
import type { ReadTable } from "./readTable.ts";

/** Where rows come from in a statement: a relation with the product's columns, and what holds of those that count. */
export interface RowSource {
  readonly relation: string;
  /** Follows a condition: ` and ...`, or nothing. */
  readonly only: string;
  /** Follows a select list, with the product's cut in the same snapshot: `, ... as as__of`, or nothing. */
  readonly told: string;
}

/** Opens a source in a statement, whose values go to its parameters. */
export type OpenSource = (given: Parameters) => RowSource;

/** The column of the product's cut in a statement's snapshot. No field's column has two underscores in a row. */
export const AS_OF = "as__of";

/** The rows as they are, and where the product stands with them. */
export const liveRows =
  (table: ReadTable): OpenSource =>
  () => ({ relation: table.relation, only: "", told: `, ${table.standing} as ${AS_OF}` });

/** The rows as they are if the product still stands at the cut, else none: nothing is read then (a one-time filter). */
export const rowsStandingAt =
  (table: ReadTable, cut: ProductCut): OpenSource =>
  (given) => ({
    relation: table.relation,
    only: ` and ${table.standing} = ${given.add(productCutText(cut), "text")}`,
    told: "",
  });

/**
 * The rows of a cut, from the history: of every key the last version up to the cut's position. None when the cut is
 * not held. `keyed` reads along the keys, in their order and only as far as is asked for; the other form takes the live
 * rows that have not changed since and goes back in history for those that have, so that an order or filter by other
 * fields goes by the indexes of the live rows and costs what has changed since.
 */
export const rowsOfCut =
  (table: ReadTable, cut: ProductCut, form: "keyed" | "changed"): OpenSource =>
  (given) => {
    const at = given.add(cut.position, "bigint");
    const held = ` and ${table.holds(at)}`;
    if (form === "changed")
      return { relation: `(${unionSince(table, at)}) as versions`, only: held, told: "" };
    return { relation: `${table.history} as versions`, only: `${lastUpTo(table, at)}${held}`, told: "" };
  };

function lastUpTo({ history, key }: ReadTable, at: string): string {
  const column = identifier(columnName(key.name));
  return ` and not versions.removed and versions.position <= ${at} and not exists (
    select from ${history} later where later.${column} = versions.${column}
      and later.position > versions.position and later.position <= ${at})`;
}

function unionSince(table: ReadTable, at: string): string {
  const key = identifier(columnName(table.key.name));
  const columns = (of: string): string => table.storedColumns.map((name) => `${of}.${name}`).join(", ");
  return `select ${columns("live")} from ${table.relation} live
      where not exists (select from ${table.history} later where later.${key} = live.${key} and later.position > ${at})
    union all
    select ${columns("version")} from (select distinct ${key} from ${table.history} where position > ${at}) changed
      cross join lateral (select * from ${table.history} version
        where version.${key} = changed.${key} and version.position <= ${at} order by version.position desc limit 1) version
      where not version.removed`;
}
