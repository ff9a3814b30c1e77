import { seal } from "../../envelope/index.ts";
import type { Position } from "../../log/position.ts";
import type { DataProduct, Row } from "../../product/dataProduct.ts";
import type { FoldedBatch, Quarantined, RowVersion } from "../../projection/index.ts";
import { encode } from "../columns/index.ts";
import { contextNames } from "../contextNames.ts";
import type { Queryable } from "../database.ts";
import { type Column, columnsOf, keyColumn, rowColumnsOf } from "../products/columnsOf.ts";
import type { GenerationNames } from "../products/productNames.ts";
import { LAST_EVENT } from "../products/productTables.ts";

/** Where a batch is written. */
export interface BatchTarget {
  readonly connection: Queryable;
  readonly context: string;
  readonly product: DataProduct;
  readonly generation: number;
  readonly tables: GenerationNames;
}

/**
 * Writes rows, history, members and quarantine of a batch. Answers the product's position after it. No statement waits
 * for another's answer, so that they go out together on a connection that sends them so.
 */
export async function writeBatch(
  target: BatchTarget,
  batch: FoldedBatch,
  before: Position,
): Promise<Position> {
  await Promise.all([writeRows(target, batch), appendHistory(target, batch.versions, before)]);
  return (before + batch.versions.length) as Position;
}

/** Writes a batch without its history: for a replay up to a point from which history is told. */
export async function writeRows(target: BatchTarget, batch: FoldedBatch): Promise<void> {
  await Promise.all([
    upsertRows(target, batch),
    deleteRows(target, batch.rows),
    touchRows(target, batch),
    addMembers(target, batch.members),
    addQuarantined(target, batch.quarantined),
  ]);
}

async function upsertRows(target: BatchTarget, { rows, touched }: FoldedBatch): Promise<void> {
  const present = [...rows].filter((each): each is [string, Row] => each[1] !== null);
  if (present.length === 0) return;
  const columns = rowColumnsOf(target.product);
  const key = keyColumn(target.product).name;
  const names = columns.map((column) => column.name);
  const others = names.filter((name) => name !== key).map((name) => `${name} = excluded.${name}`);
  const lastEvent = `${LAST_EVENT} = coalesce(excluded.${LAST_EVENT}, live.${LAST_EVENT})`;
  await target.connection.query({
    name: `rows ${target.tables.rows} ${columns.map(({ name, parameterType }) => `${name} ${parameterType}`).join(", ")} by ${key}`,
    text: `insert into ${target.tables.rows} as live (${names.join(", ")}, ${LAST_EVENT})
           select * from unnest(${arrayParameters(columns, 1)}, $${columns.length + 1}::bigint[])
           on conflict (${key}) do update set ${[...others, lastEvent].join(", ")}`,
    values: [
      ...columns.map((column) => present.map(([, row]) => encodeField(column, row))),
      present.map(([each]) => touched.get(each) ?? null),
    ],
  });
}

/** An event that concerned a row without changing it still counts as its last one. */
async function touchRows(target: BatchTarget, { rows, touched }: FoldedBatch): Promise<void> {
  const unchanged = [...touched].filter(([key]) => !rows.has(key));
  if (unchanged.length === 0) return;
  const key = keyColumn(target.product);
  await target.connection.query({
    name: `touch ${target.tables.rows} ${key.name}`,
    text: `update ${target.tables.rows} as live set ${LAST_EVENT} = touched.position
           from unnest($1::text[], $2::bigint[]) as touched (key, position)
           where live.${key.name} = touched.key`,
    values: [
      unchanged.map(([each]) => encode(key.stored, each, "key")),
      unchanged.map(([, position]) => position),
    ],
  });
}

async function deleteRows(target: BatchTarget, rows: ReadonlyMap<string, Row | null>): Promise<void> {
  const key = keyColumn(target.product);
  const gone = [...rows].filter(([, row]) => row === null).map(([each]) => encode(key.stored, each, "key"));
  if (gone.length === 0) return;
  await target.connection.query({
    text: `delete from ${target.tables.rows} where ${key.name} = any ($1::text[])`,
    values: [gone],
  });
}

async function appendHistory(
  target: BatchTarget,
  versions: readonly RowVersion[],
  before: Position,
): Promise<void> {
  if (versions.length === 0 || !target.product.history) return;
  const columns = columnsOf(target.product.fields);
  const { key } = target.product;
  const rows = versions.map((version) => version.row ?? { [key]: version.key });
  await target.connection.query({
    name: `history ${target.tables.history} ${columns.map(({ name, parameterType }) => `${name} ${parameterType}`).join(", ")}`,
    text: `insert into ${target.tables.history}
             (position, removed, input, input_position, ${columns.map((column) => column.name).join(", ")})
           select * from unnest($1::bigint[], $2::boolean[], $3::text[], $4::bigint[], ${arrayParameters(columns, 5)})`,
    values: [
      versions.map((_version, index) => before + index + 1),
      versions.map((version) => version.row === null),
      versions.map((version) => version.input),
      versions.map((version) => version.inputPosition),
      ...columns.map((column) => rows.map((row) => encodeField(column, row))),
    ],
  });
}

async function addMembers(
  target: BatchTarget,
  members: ReadonlyMap<string, ReadonlySet<string>>,
): Promise<void> {
  const pairs = [...members].flatMap(([key, each]) => [...each].map((member) => [key, member] as const));
  if (pairs.length === 0) return;
  await target.connection.query({
    text: `insert into ${target.tables.members} (key, member) select * from unnest($1::text[], $2::text[])`,
    values: [pairs.map(([key]) => seal(key)), pairs.map(([, member]) => seal(member))],
  });
}

/** Notes what could not be folded. */
export async function addQuarantined(
  target: BatchTarget,
  quarantined: readonly Quarantined[],
): Promise<void> {
  if (quarantined.length === 0) return;
  await target.connection.query({
    text: `insert into ${contextNames(target.context).quarantine}
             (product, major, generation, input, input_position, event_id, event_type, reason)
           select $1, $2, $3, q.* from unnest($4::text[], $5::bigint[], $6::text[], $7::text[], $8::text[]) as q`,
    values: [
      target.product.name,
      target.product.major,
      target.generation,
      quarantined.map((each) => each.input),
      quarantined.map((each) => each.inputPosition),
      quarantined.map((each) => each.eventId),
      quarantined.map((each) => each.eventType),
      quarantined.map((each) => each.reason),
    ],
  });
}

const arrayParameters = (columns: readonly Column[], first: number): string =>
  columns.map((column, index) => `$${first + index}::${column.parameterType}[]`).join(", ");

const encodeField = (column: Column, row: Row): string | null =>
  encode(column.stored, row[column.field], `field "${column.field}"`);
