import { MeshError } from "../../errors.ts";
import { type Position, position } from "../../log/position.ts";
import type { Row } from "../../product/dataProduct.ts";
import type { Upstream } from "../../product/input.ts";
import type { ChangeFeed, FeedBatch, Inputs, UpstreamRow } from "../../projection/changeFeed.ts";
import type { UpstreamChange } from "../../projection/index.ts";
import { decode, encode } from "../columns/index.ts";
import { copyRows, detached } from "../bulk/copyText.ts";
import type { Database, Queryable, TextRow } from "../database.ts";
import type { Column } from "../products/columnsOf.ts";
import { type FeedEnds, type FeedRelation, feedRelation } from "./feedRelation.ts";

/** Reads an upstream product's published history through the columns that the consumer's contracts name. */
export function postgresChangeFeed(connection: Queryable, ends: FeedEnds, upstream: Upstream): ChangeFeed {
  const feed = feedRelation(ends, upstream);
  return {
    read: (after, limit) => readChanges(connection, feed, after, limit),
    floor: () => historyFloor(connection, feed),
    between: (after, upTo) => changesBetween(connection, feed, after, upTo),
    stream: (after, upTo) => streamChanges(connection, feed, after, upTo),
    allRowsAt: (at) => streamRowsAt(connection, feed, at),
    rowsAt: (keys, at) => rowsAt(connection, feed, keys, at),
    head: async () => (await lastCut(connection, feed))?.position ?? position(0),
  };
}

interface Cut {
  readonly position: Position;
  readonly inputs: Inputs;
}

const cutOf = (row: TextRow | undefined): Cut | undefined =>
  row === undefined
    ? undefined
    : { position: position(row["position"] ?? ""), inputs: JSON.parse(row["inputs"] ?? "{}") as Inputs };

async function lastCut(connection: Queryable, { cuts }: FeedRelation): Promise<Cut | undefined> {
  const rows = await connection.query({
    text: `select position, inputs from ${cuts} order by cut desc limit 1`,
  });
  return cutOf(rows[0]);
}

/** The last commit within `limit` changes of the position, or the next one when it alone is larger. */
async function nextCut(
  connection: Queryable,
  { cuts }: FeedRelation,
  after: Position,
  limit: number,
): Promise<Cut | undefined> {
  const within = await connection.query({
    text: `select position, inputs from ${cuts} where position > $1 and position <= $2
           order by position desc, cut desc limit 1`,
    values: [after, after + limit],
  });
  if (within.length > 0) return cutOf(within[0]);
  const next = await connection.query({
    text: `select position, inputs from ${cuts} where position > $1 order by position, cut desc limit 1`,
    values: [after],
  });
  return cutOf(next[0]);
}

async function readChanges(
  connection: Queryable,
  feed: FeedRelation,
  after: Position,
  limit: number,
): Promise<FeedBatch> {
  const cut = await nextCut(connection, feed, after, limit);
  if (cut === undefined) return { changes: [], upTo: { position: after } };
  const changes = await changesBetween(connection, feed, after, cut.position);
  return { changes, upTo: { position: cut.position, inputs: cut.inputs } };
}

async function changesBetween(
  connection: Queryable,
  feed: FeedRelation,
  after: Position,
  upTo: Position,
): Promise<readonly UpstreamChange[]> {
  const rows = await connection.query({
    text: `select position, removed, ${selected(feed)} from ${feed.history}
           where position > $1 and position <= $2 order by position`,
    values: [after, upTo],
  });
  if (rows.length !== upTo - after) await refuseGap(connection, feed, after, upTo, rows);
  return rows.map((row) => ({
    position: position(row["position"] ?? ""),
    key: String(decode(feed.key.stored, row[unquoted(feed.key)] ?? null)),
    row: row["removed"] === "t" ? null : rowOf(feed, row),
  }));
}

async function* streamChanges(
  connection: Queryable,
  feed: FeedRelation,
  after: Position,
  upTo: Position,
): AsyncGenerator<readonly UpstreamChange[]> {
  if (upTo <= after) return;
  const floor = Math.max(after, await historyFloor(connection, feed));
  let found = 0;
  const text = `copy (select position, removed, ${selected(feed)} from ${feed.history}
    where position > ${Number(after)} and position <= ${Number(upTo)} order by position) to stdout`;
  for await (const rows of copyRows(copying(connection).copyOut(text))) {
    const changes = rows.map(([at, removed, ...fields]) => changeOf(feed, at ?? "", removed === "t", fields));
    for (const change of changes) if (change.position > floor) found += 1;
    yield changes;
  }
  if (found !== Math.max(0, upTo - floor)) throw gapBetween(feed, after, upTo);
}

function changeOf(
  feed: FeedRelation,
  at: string,
  removed: boolean,
  fields: readonly (string | null)[],
): UpstreamChange {
  const row = copiedRow(feed, fields);
  return { position: position(at), key: String(row[feed.key.field]), row: removed ? null : row };
}

async function* streamRowsAt(
  connection: Queryable,
  feed: FeedRelation,
  at: Position,
): AsyncGenerator<readonly UpstreamRow[]> {
  const text = `copy (select ${selected(feed)} from (
      select distinct on (${feed.key.name}) removed, ${selected(feed)} from ${feed.history}
      where position <= ${Number(at)} order by ${feed.key.name}, position desc) latest
    where not removed) to stdout`;
  for await (const rows of copyRows(copying(connection).copyOut(text))) {
    yield rows.map((fields): UpstreamRow => {
      const row = copiedRow(feed, fields);
      return [String(row[feed.key.field]), row];
    });
  }
}

/** Rows are kept for long, and their chunks not. */
const copiedRow = (feed: FeedRelation, fields: readonly (string | null)[]): Row =>
  Object.fromEntries(
    feed.columns.map((column, index) => {
      const text = fields[index] ?? null;
      return [column.field, decode(column.stored, text === null ? null : detached(text))];
    }),
  );

/** Streams go over connections of their own, which only a pool can give. */
function copying(connection: Queryable): Database {
  if ("copyOut" in connection) return connection as Database;
  throw new TypeError("a feed is streamed over a pool of connections");
}

async function historyFloor(connection: Queryable, { cuts }: FeedRelation): Promise<Position> {
  const [row] = await connection.query({
    text: `select coalesce(max(history_floor), 0) as floor from ${cuts}`,
  });
  return position(row?.["floor"] ?? "");
}

/** What is past its retention may be missing; after that positions are dense. */
async function refuseGap(
  connection: Queryable,
  feed: FeedRelation,
  after: Position,
  upTo: Position,
  rows: readonly TextRow[],
): Promise<void> {
  const floor = Math.max(after, await historyFloor(connection, feed));
  const found = rows.filter((row) => Number(row["position"]) > floor).length;
  if (found === Math.max(0, upTo - floor)) return;
  throw gapBetween(feed, after, upTo);
}

const gapBetween = ({ history }: FeedRelation, after: Position, upTo: Position): MeshError =>
  new MeshError("INTERNAL", `${history} has a gap between ${after} and ${upTo}`);

async function rowsAt(
  connection: Queryable,
  feed: FeedRelation,
  keys: readonly string[],
  at: Position,
): Promise<ReadonlyMap<string, Row>> {
  const stored = keys.map((key) => encode(feed.key.stored, key, "key"));
  const rows = await connection.query({
    text: `select ${feed.columns.map((column) => `h.${column.name}`).join(", ")}
           from unnest($1::text[]) as wanted (wanted_key)
           cross join lateral (
             select h.* from ${feed.history} h
             where h.${feed.key.name} = wanted.wanted_key and h.position <= $2 order by h.position desc limit 1) h
           where not h.removed`,
    values: [stored, at],
  });
  return new Map(
    rows.map((row) => {
      const found = rowOf(feed, row);
      return [String(found[feed.key.field]), found] as const;
    }),
  );
}

const selected = (feed: FeedRelation): string => feed.columns.map((column) => column.name).join(", ");
const unquoted = (column: Column): string => column.name.replaceAll('"', "");

const rowOf = (feed: FeedRelation, row: TextRow): Row =>
  Object.fromEntries(
    feed.columns.map((column) => [column.field, decode(column.stored, row[unquoted(column)] ?? null)]),
  );
