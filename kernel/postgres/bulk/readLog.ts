import type { EventDeclaration } from "../../event/index.ts";
import { MeshError } from "../../errors.ts";
import { isoTime } from "../../isoTime.ts";
import type { StoredEvent } from "../../log/eventLog.ts";
import type { Position } from "../../log/position.ts";
import type { Step } from "../../projection/index.ts";
import { contextNames } from "../contextNames.ts";
import type { Database } from "../database.ts";
import { literal } from "../identifier.ts";
import { timeOrText } from "../log/postgresEventLog.ts";
import { eventSteps } from "../projection/readSteps.ts";
import { type CopyRow, copyRows, detached } from "./copyText.ts";
import type { EventPart } from "./partsUsed.ts";

/** What is read of a log: the events of a product's types between two positions, and the parts its folds look at. */
export interface LogRange {
  readonly after: Position;
  readonly upTo: Position;
  readonly declarations: readonly EventDeclaration[];
  readonly parts: ReadonlySet<EventPart>;
  /** Positions that are skipped on purpose. */
  readonly discarded?: ReadonlySet<Position>;
}

/** Stands for a moment that is in order and that no fold looks at. */
const UNREAD_TIME = "2000-01-01T00:00:00.000Z";

/**
 * Streams the own log's steps in order. Fails with INTERNAL, at its end, when the log has a gap. An event's id is empty
 * where no fold looks at it.
 */
export async function* readLog(
  database: Database,
  context: string,
  range: LogRange,
): AsyncGenerator<readonly Step[]> {
  if (range.upTo <= range.after) return;
  const { log } = contextNames(context);
  const columns = columnsOf(range);
  const toStep = stepReader(range, columns);
  for await (const rows of copyRows(
    database.copyOut(`copy (${selectEvents(log, range, columns)}) to stdout`),
  )) {
    const steps: Step[] = [];
    for (const row of rows) for (const step of toStep(row)) steps.push(step);
    yield steps;
  }
  await refuseGap(database, log, range);
}

/** Where in a row its parts stand; those that are not read stand nowhere. */
interface Columns {
  readonly sql: readonly string[];
  readonly type: number;
  readonly id: number;
  readonly occurredAt: number;
  readonly recordedAt: number;
}

/** Position, version, data and whether the time can be told come first; the rest as far as somebody looks at it. */
function columnsOf({ declarations, parts }: LogRange): Columns {
  const sql = ["seq_id", "event_version", "data", parts.has("occurredAt") ? "occurred_at" : UNTELLABLE];
  const types = declarations.flatMap((each) => each.types);
  const added = (column: string, isRead: boolean): number => (isRead ? sql.push(column) - 1 : -1);
  return {
    type: added("event_type", types.length > 1),
    id: added("event_id", parts.has("id")),
    occurredAt: 3,
    recordedAt: added("recorded_at", parts.has("recordedAt")),
    sql,
  };
}

function selectEvents(log: string, { after, upTo, declarations }: LogRange, columns: Columns): string {
  const types = declarations.flatMap((each) => each.types).map(literal);
  return `select ${columns.sql.join(", ")} from ${log}
    where seq_id > ${Number(after)} and seq_id <= ${Number(upTo)} and event_type in (${types.join(", ") || "null"})
    order by seq_id`;
}

/** A time that nobody looks at has to be told all the same when it is none; else nothing is said of it. */
const UNTELLABLE = `case when occurred_at >= '1000-01-01 00:00:00+00' and occurred_at < '10000-01-01 00:00:00+00'
    then '' else occurred_at::text end`;

/** Makes steps of rows; what is the same for many events is looked up once. */
function stepReader(
  { declarations, discarded }: LogRange,
  columns: Columns,
): (row: CopyRow) => readonly Step[] {
  const known = new Map(
    declarations
      .toReversed()
      .flatMap((declaration) =>
        declaration.types.map(
          (type) =>
            [type, { type, events: [declaration], ...(discarded !== undefined && { discarded }) }] as const,
        ),
      ),
  );
  const [only] = columns.type < 0 ? known.values() : [];
  return (row) => {
    const found = only ?? known.get(row[columns.type] ?? "");
    if (found === undefined) return [];
    const [id, recordedAt] = [row[columns.id], row[columns.recordedAt]];
    const event: StoredEvent = {
      position: Number(row[0]) as Position,
      id: id === undefined || id === null ? "" : detached(id),
      type: found.type,
      version: Number(row[1]),
      occurredAt: row[3] === "" ? UNREAD_TIME : timeOrText(row[3] ?? ""),
      recordedAt: recordedAt === undefined || recordedAt === null ? UNREAD_TIME : isoTime(recordedAt),
      data: JSON.parse(row[2] ?? "null") as unknown,
      metadata: {},
    };
    return eventSteps(found, event);
  };
}

/** Positions are dense, and since other products' events are not read here, they are counted. */
async function refuseGap(database: Database, log: string, { after, upTo }: LogRange): Promise<void> {
  const [row] = await database.query({
    text: `select count(*) as count from ${log} where seq_id > $1 and seq_id <= $2`,
    values: [after, upTo],
  });
  if (Number(row?.["count"]) === upTo - after) return;
  throw new MeshError(
    "INTERNAL",
    `${log} lacks positions between ${after} and ${upTo}: events were removed; datamesh log verify tells which`,
  );
}
