import type { Position } from "../../log/position.ts";
import type { Row } from "../../product/dataProduct.ts";
import { type FoldedBatch, nothingKnown, type RowVersion } from "../../projection/index.ts";
import { noNeeds } from "../../projection/known.ts";
import type { KeyedFold } from "../../projection/keyedFold.ts";
import type { Revision } from "../../projection/revision.ts";
import { seal } from "../../envelope/index.ts";
import { encode } from "../columns/index.ts";
import { contextNames } from "../contextNames.ts";
import type { Queryable } from "../database.ts";
import { columnsOf } from "../products/columnsOf.ts";
import { generationNames } from "../products/productNames.ts";
import { announcementSql } from "../products/revisionFunctions.ts";
import type { Checkpoint } from "../projection/checkpoint.ts";
import { loadKnown } from "../projection/loadKnown.ts";
import type { Projection } from "../projection/projectBatch.ts";
import { forgetRebuild } from "../replay/rebuildState.ts";
import { writeBatch } from "../projection/writeBatch.ts";

/** The input that row versions name which a retry made. */
export const RETRY_INPUT = "retry";

/** What a retry wrote. */
export interface WrittenRetry {
  readonly revision: Revision;
  readonly changedRows: number;
}

/**
 * Writes rows that were derived anew as one more commit of the live generation: what differs is told in the history as
 * ordinary changes, in the order of the keys. The commit is one that replays begin from, since the history before it was
 * made without the events that were missing. Run under the checkpoint's lock, as the context's migrate role.
 */
export async function writeRetry(
  connection: Queryable,
  projection: Projection,
  live: Checkpoint,
  fold: KeyedFold,
  rows: ReadonlyMap<string, Row>,
): Promise<WrittenRetry> {
  const { context, product } = projection;
  const { generation } = live;
  const tables = generationNames(context, product.name, product.major, generation);
  const target = { connection, context, product, generation, tables };
  const source = { connection, product, tables, checkpoint: live, feeds: new Map() };
  const before = nothingKnown();
  await loadKnown(source, before, { ...noNeeds(), rows: new Set(fold.keys) });
  const versions = versionsOf(projection, fold.keys, before.rows, rows, live.epoch + 1);
  await connection.query({
    text: `delete from ${tables.members} where key = any ($1::text[])`,
    values: [[...fold.keys].map((key) => seal(key))],
  });
  await writeBatch(target, batchOf(fold, rows, before.rows, versions), live.position);
  await replaceQuarantined(connection, projection, live, fold);
  // What a rebuild that was cut off has replayed so far lacks what is folded here.
  await forgetRebuild(connection, projection);
  const next = { ...live, cut: live.cut + 1, epoch: live.epoch + 1 };
  const position = (live.position + versions.length) as Position;
  await connection.query({
    text: `with moved as (
             update ${contextNames(context).checkpoints}
             set cut = $3, position = $4, epoch = $5, base_cut = $3, committed_at = clock_timestamp()
             where product = $1 and major = $2 returning *),
           journaled as (
             insert into ${tables.cuts} (cut, position, inputs, history_floor)
             select cut, position, inputs, ${product.history ? "null" : "position"} from moved)
           select pg_notify('datamesh', ${announcementSql("moved")}) from moved`,
    values: [product.name, product.major, next.cut, position, next.epoch],
  });
  return { revision: { generation, cut: next.cut, epoch: next.epoch }, changedRows: versions.length };
}

/** All rows are written, also for what stands beside their fields; those that are gone, if they were there. */
function batchOf(
  fold: KeyedFold,
  rows: ReadonlyMap<string, Row>,
  before: ReadonlyMap<string, Row | null>,
  versions: readonly RowVersion[],
): FoldedBatch {
  const gone = [...before].filter(([key, row]) => row !== null && !rows.has(key));
  return {
    versions,
    rows: new Map<string, Row | null>([...rows, ...gone.map(([key]) => [key, null] as const)]),
    members: fold.members,
    touched: new Map([...fold.lastEvents].filter(([key]) => rows.has(key))),
    quarantined: [],
  };
}

function versionsOf(
  { product }: Projection,
  keys: ReadonlySet<string>,
  before: ReadonlyMap<string, Row | null>,
  after: ReadonlyMap<string, Row>,
  epoch: number,
): readonly RowVersion[] {
  const columns = columnsOf(product.fields);
  const stored = (row: Row | null): string =>
    row === null
      ? "none"
      : JSON.stringify(columns.map(({ stored, field }) => encode(stored, row[field], field)));
  return [...keys]
    .toSorted((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)))
    .map((key) => ({ key, row: after.get(key) ?? null, was: before.get(key) ?? null }))
    .filter(({ row, was }) => stored(row) !== stored(was))
    .map(({ key, row }) => ({ key, row, input: RETRY_INPUT, inputPosition: epoch as Position }));
}

/** Of what concerns the rows, what is still not folded waits on, or waits anew. */
async function replaceQuarantined(
  connection: Queryable,
  { context, product }: Projection,
  { generation }: Checkpoint,
  { quarantined, folded }: KeyedFold,
): Promise<void> {
  const { quarantine } = contextNames(context);
  await connection.query({
    text: `delete from ${quarantine} where product = $1 and major = $2 and generation = $3
             and input = 'events' and input_position = any ($4::bigint[])`,
    values: [product.name, product.major, generation, folded],
  });
  await connection.query({
    text: `insert into ${quarantine}
             (product, major, generation, input, input_position, event_id, event_type, reason)
           select $1, $2, $3, q.* from unnest($4::text[], $5::bigint[], $6::text[], $7::text[], $8::text[]) as q
           on conflict (product, major, generation, input, input_position) do update set reason = excluded.reason`,
    values: [
      product.name,
      product.major,
      generation,
      quarantined.map((each) => each.input),
      quarantined.map((each) => each.inputPosition),
      quarantined.map((each) => each.eventId),
      quarantined.map((each) => each.eventType),
      quarantined.map((each) => each.reason),
    ],
  });
}
