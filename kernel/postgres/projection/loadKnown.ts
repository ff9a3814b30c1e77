import { seal } from "../../envelope/index.ts";
import type { DataProduct, Row } from "../../product/dataProduct.ts";
import type { ProductRef } from "../../product/names.ts";
import type { ChangeFeed } from "../../projection/changeFeed.ts";
import type { Known, Needs } from "../../projection/index.ts";
import { at } from "../../projection/known.ts";
import { decode, encode } from "../columns/index.ts";
import type { Queryable, TextRow } from "../database.ts";
import { type Column, columnsOf, keyColumn, rowColumnsOf } from "../products/columnsOf.ts";
import type { GenerationNames } from "../products/productNames.ts";
import { type Checkpoint, folded } from "./checkpoint.ts";

/** Where a batch reads what its fold needs to know. */
export interface KnownSource {
  readonly connection: Queryable;
  readonly product: DataProduct;
  readonly tables: GenerationNames;
  readonly checkpoint: Pick<Checkpoint, "inputs">;
  readonly feeds: ReadonlyMap<ProductRef, ChangeFeed>;
}

/** Fills in everything that was asked for; what does not exist is known to be absent. */
export async function loadKnown(source: KnownSource, known: Known, needs: Needs): Promise<void> {
  await loadReferrers(source, known, needs);
  await loadRows(source, known, [...needs.rows]);
  await loadMembers(source, known, needs);
  for (const [product, keys] of needs.upstream) {
    const feed = source.feeds.get(product);
    const rows = await feed?.rowsAt([...keys], folded(source.checkpoint, product));
    const found = at(known.upstream, product, () => new Map<string, Row | null>());
    for (const key of keys) found.set(key, rows?.get(key) ?? null);
  }
}

async function loadRows(source: KnownSource, known: Known, keys: readonly string[]): Promise<void> {
  if (keys.length === 0) return;
  const columns = rowColumnsOf(source.product);
  const key = keyColumn(source.product);
  for (const each of keys) known.rows.set(each, null);
  const rows = await source.connection.query({
    text: `select ${columns.map((column) => column.name).join(", ")} from ${source.tables.rows}
           where ${key.name} = any ($1::text[])`,
    values: [keys.map((each) => encode(key.stored, each, "key"))],
  });
  for (const row of rows.map((each) => rowOf(columns, each))) known.rows.set(String(row[key.field]), row);
}

const rowOf = (columns: readonly Column[], row: TextRow): Row =>
  Object.fromEntries(
    columns.map((column) => [
      column.field,
      decode(column.stored, row[column.name.replaceAll('"', "")] ?? null),
    ]),
  );

async function loadMembers(source: KnownSource, known: Known, needs: Needs): Promise<void> {
  const wanted = [...needs.members].flatMap(([key, members]) =>
    [...members].map((member) => [key, member] as const),
  );
  if (wanted.length === 0) return;
  const rows = await source.connection.query({
    text: `select wanted.number from unnest($1::text[], $2::text[]) with ordinality as wanted (key, member, number)
           join ${source.tables.members} seen using (key, member)`,
    values: [wanted.map(([key]) => seal(key)), wanted.map(([, member]) => seal(member))],
  });
  const seen = new Set(rows.map((row) => Number(row["number"]) - 1));
  for (const [index, [key, member]] of wanted.entries()) {
    at(known.members, key, () => new Map<string, boolean>()).set(member, seen.has(index));
  }
}

/** Which rows point to an upstream row; they are themselves needed next. */
async function loadReferrers(source: KnownSource, known: Known, needs: Needs): Promise<void> {
  for (const [upstream, keys] of needs.referrers) {
    const found = at(known.referrers, upstream, () => new Map<string, readonly string[]>());
    for (const key of keys) found.set(key, []);
    for (const by of joinFieldsOf(source.product, upstream)) {
      for (const [value, rowKey] of await referringRows(source, by, [...keys])) {
        found.set(value, [...(found.get(value) ?? []), rowKey]);
        needs.rows.add(rowKey);
      }
    }
  }
}

const joinFieldsOf = (product: DataProduct, upstream: ProductRef): readonly string[] => [
  ...new Set(
    product.from.flatMap((input) =>
      input.kind === "join" && input.upstream.product === upstream ? [input.by] : [],
    ),
  ),
];

async function referringRows(
  source: KnownSource,
  by: string,
  values: readonly string[],
): Promise<readonly (readonly [string, string])[]> {
  const key = keyColumn(source.product);
  const column = columnsOf(source.product.fields).find((each) => each.field === by) as Column;
  const rows = await source.connection.query({
    text: `select ${column.name} as value, ${key.name} as key from ${source.tables.rows}
           where ${column.name} = any ($1::text[])`,
    values: [values.map((value) => encode(column.stored, value, by))],
  });
  return rows.map((row) => [
    String(decode(column.stored, row["value"] ?? null)),
    String(decode(key.stored, row["key"] ?? null)),
  ]);
}
