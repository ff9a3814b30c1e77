import { type ProductCut, productCutText } from "../../cut/index.ts";
import { columnName } from "../../product/index.ts";
import { identifier } from "../identifier.ts";
import type { Parameters } from "./parameters.ts";
import type { ReadTable } from "./readTable.ts";

/** A relation with the product's columns, and what holds of the rows that count: ` and ...`, or nothing. */
export interface RowPart {
  readonly relation: string;
  readonly only: string;
}

/** Where rows come from in a statement. No key is in two of its parts. */
export interface RowSource {
  /** What stands before the statement: `with ... `, or nothing. */
  readonly before: string;
  readonly parts: readonly RowPart[];
  /** Follows a select list, with the product's cut in the same snapshot: `, ... as as__of`, or nothing. */
  readonly told: string;
}

/** Opens a source in a statement, whose values go to its parameters. */
export type OpenSource = (given: Parameters) => RowSource;

/** The column of the product's cut in a statement's snapshot. No field's column has two underscores in a row. */
export const AS_OF = "as__of";

/** The rows as they are, and nothing else. */
export const plainRows =
  ({ relation }: Pick<ReadTable, "relation">): OpenSource =>
  () => ({ before: "", parts: [{ relation, only: "" }], told: "" });

/** The rows as they are, and where the product stands with them. */
export const liveRows =
  ({ relation, standing }: ReadTable): OpenSource =>
  () => ({ before: "", parts: [{ relation, only: "" }], told: `, ${standing} as ${AS_OF}` });

/** The rows as they are if the product still stands at the cut, else none: nothing is read then (a one-time filter). */
export const rowsStandingAt =
  ({ relation, standing }: ReadTable, cut: ProductCut): OpenSource =>
  (given) => ({
    before: `with standing as materialized (select ${standing} = ${given.add(productCutText(cut), "text")} as here) `,
    parts: [{ relation, only: " and (select here from standing)" }],
    told: "",
  });

/**
 * The rows of a cut along its history: of every key the last version up to the cut's position. Read in the order of
 * keys, no more is read than is asked for; in every other order, the whole history is. None when the cut is not held.
 */
export const rowsAlongHistory =
  (table: ReadTable, cut: ProductCut): OpenSource =>
  (given) => {
    const at = given.add(cut.position, "bigint");
    const key = keyOf(table);
    const last = `not exists (select from ${table.history} later where later.${key} = versions.${key}
      and later.position > versions.position and later.position <= ${at})`;
    return {
      before: `with held as materialized (select ${table.holds(given, cut)} as held) `,
      parts: [
        {
          relation: `${table.history} as versions`,
          only: ` and not versions.removed and versions.position <= ${at} and ${last} and (select held from held)`,
        },
      ],
      told: "",
    };
  };

/**
 * The rows of a cut from the live rows that have not changed since, and from history for those that have: an order or
 * filter goes by the indexes of the live rows, and costs what has changed since. None when the cut is not held.
 */
export const rowsBeforeChanges =
  (table: ReadTable, cut: ProductCut): OpenSource =>
  (given) => {
    const at = given.add(cut.position, "bigint");
    const key = keyOf(table);
    const columns = table.storedColumns.map((name) => `version.${name}`).join(", ");
    const held = " and (select held from held)";
    return {
      before: `with held as materialized (select ${table.holds(given, cut)} as held),
        changed as materialized (select distinct ${key} from ${table.history} where position > ${at}${held}),
        versions as materialized (select ${columns} from changed cross join lateral (
          select * from ${table.history} version where version.${key} = changed.${key} and version.position <= ${at}
          order by version.position desc limit 1) version where not version.removed) `,
      parts: [
        {
          relation: `${table.relation} as live`,
          only: ` and not exists (select from ${table.history} later
            where later.${key} = live.${key} and later.position > ${at})${held}`,
        },
        { relation: "versions", only: "" },
      ],
      told: "",
    };
  };

const keyOf = ({ key }: ReadTable): string => identifier(columnName(key.name));
