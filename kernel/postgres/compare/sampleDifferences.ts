import { ENVELOPE_PATTERN } from "../../envelope/index.ts";
import { applyMask } from "../../policy/mask.ts";
import type { DataProduct } from "../../product/dataProduct.ts";
import { decode } from "../columns/index.ts";
import type { Queryable, TextRow } from "../database.ts";
import { type Column, columnsOf, keyColumn } from "../products/columnsOf.ts";
import type { GenerationNames } from "../products/productNames.ts";
import { type SideBySide, sideBySide } from "./sideBySide.ts";

const ENVELOPE = new RegExp(ENVELOPE_PATTERN);

/** A value before and after, as a person at a terminal may see it: a personal one by its mask. */
export interface ChangedValue {
  readonly field: string;
  /** Null where there is none: before a row or field was added, after a row is gone, and where nothing may be shown. */
  readonly before: unknown;
  readonly after: unknown;
  /** Whether it is personal, so that `before` and `after` are what its mask leaves of it. */
  readonly masked: boolean;
}

/** A row that differs. */
export interface DifferenceSample {
  readonly kind: "ADDED" | "GONE" | "CHANGED";
  /** The key as its owner's events name it. */
  readonly key: string;
  /** Of an added row, whether it is there only because of newly consumed events. */
  readonly isExplained: boolean;
  /** Of a changed row the fields that differ, else all but the key. */
  readonly values: readonly ChangedValue[];
}

/**
 * Shows at most `most` rows of each kind that differ, by their keys. Added rows that `anyway` has too, or all of them
 * without it, come first: nothing explains them.
 */
export async function sampleDifferences(
  connection: Queryable,
  product: DataProduct,
  before: GenerationNames,
  after: GenerationNames,
  most: number,
  anyway?: GenerationNames,
): Promise<readonly DifferenceSample[]> {
  const sides = await sideBySide(connection, product, before, after);
  const kinds = [
    ["ADDED", sides.isAdded],
    ["GONE", sides.isGone],
    ["CHANGED", sides.isChanged],
  ] as const;
  const samples: DifferenceSample[] = [];
  for (const [kind, condition] of kinds) {
    const rows = await readRows(connection, product, sides, { condition, most, anyway });
    samples.push(...rows.map((row) => sampleOf(product, sides, kind, row)));
  }
  return samples;
}

function readRows(
  connection: Queryable,
  product: DataProduct,
  { from, differs, addedFields }: SideBySide,
  asked: { readonly condition: string; readonly most: number; readonly anyway: GenerationNames | undefined },
): Promise<readonly TextRow[]> {
  const key = keyColumn(product).name;
  const columns = columnsOf(product.fields).flatMap(({ field, name }, index) => [
    addedFields.includes(field) ? `null as b${index}` : `old.${name}::text as b${index}`,
    `new.${name}::text as a${index}`,
    `${differs.get(field) ?? "true"} as d${index}`,
  ]);
  const { condition, most, anyway } = asked;
  const third = anyway === undefined ? "" : `left join ${anyway.rows} too on too.${key} = new.${key}`;
  const explained = anyway === undefined ? "false" : `old.${key} is null and too.${key} is null`;
  return connection.query({
    text: `select ${explained} as explained, coalesce(new.${key}, old.${key}) as key, ${columns.join(", ")}
           ${from} ${third} where ${condition} order by 1, 2 limit $1`,
    values: [most],
  });
}

function sampleOf(
  product: DataProduct,
  { addedFields }: SideBySide,
  kind: DifferenceSample["kind"],
  row: TextRow,
): DifferenceSample {
  const columns = columnsOf(product.fields).map((column, index) => ({ column, index }));
  const shown = columns.filter(
    ({ column: { field }, index }) =>
      field !== product.key &&
      (kind === "ADDED" || !addedFields.includes(field)) &&
      (kind !== "CHANGED" || row[`d${index}`] === "t"),
  );
  return {
    kind,
    key: String(decode(keyColumn(product).stored, row["key"] ?? null)),
    isExplained: row["explained"] === "t",
    values: shown.map(({ column, index }) => ({
      field: column.field,
      before: kind === "ADDED" ? null : shownValue(product, column, row[`b${index}`] ?? null),
      after: kind === "GONE" ? null : shownValue(product, column, row[`a${index}`] ?? null),
      masked: product.fields[column.field]?.spec.classification === "personal",
    })),
  };
}

/**
 * A value as it may be shown. One that lies in another form than the declared one, before a field was retyped, is
 * shown as it prints; what lies in an envelope may be personal whatever is declared now.
 */
function shownValue(product: DataProduct, { field, stored }: Column, text: string | null): unknown {
  const { classification, mask } = product.fields[field]?.spec ?? {};
  if (text === null || (classification === "internal" && ENVELOPE.test(text))) return null;
  try {
    const value = decode(stored, text);
    return classification === "personal" ? applyMask(mask ?? "redacted", value) : value;
  } catch {
    return classification === "internal" ? text : null;
  }
}
