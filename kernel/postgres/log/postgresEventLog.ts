import { MeshError } from "../../errors.ts";
import { isoTime } from "../../isoTime.ts";
import { appendedEvents } from "../../log/appendCall.ts";
import type { EventLog, LogStatus, StoredEvent } from "../../log/eventLog.ts";
import { type Position, position } from "../../log/position.ts";
import { checkTarget } from "../../log/stream.ts";
import { logName } from "../../product/names.ts";
import { type ContextNames, contextNames } from "../contextNames.ts";
import type { Queryable, TextRow } from "../database.ts";
import { batchedAppends } from "./batchedAppends.ts";

/** Who does what on the log: each duty has its own database role; a process has only those it needs. */
export interface LogConnections {
  readonly append?: Queryable;
  readonly read?: Queryable;
}

/**
 * The log of a context in PostgreSQL. Appends that come at the same time through one of these share statements, so a
 * process wants one of them for each log. A duty without a connection fails with TypeError.
 */
export function postgresEventLog(context: string, connections: LogConnections): EventLog {
  const names = contextNames(context);
  const { append: appender = absent("append"), read: reader = absent("read") } = connections;
  const appendCall = batchedAppends(context, appender);
  return {
    append: async (events) => appendedEvents(await appendCall({ events })),
    appendTo: async (target, events) => {
      checkTarget(target);
      return appendCall({ events, target });
    },
    read: (after, limit) => readEvents(reader, names, after, limit),
    status: () => readStatus(reader, names, logName(context)),
  };
}

const absent = (duty: string): Queryable => ({
  query: () => Promise.reject(new TypeError(`this process has no connection to ${duty} the log`)),
});

async function readEvents(
  connection: Queryable,
  names: ContextNames,
  after: Position,
  limit: number,
): Promise<readonly StoredEvent[]> {
  const rows = await connection.query({
    name: `read ${names.log}`,
    text: `select seq_id, event_id, event_type, event_version, occurred_at, recorded_at, data, metadata,
             stream, stream_version
           from ${names.log} where seq_id > $1 order by seq_id limit $2`,
    values: [after, limit],
  });
  return rows.map((row, index) => {
    const event = storedEvent(row);
    if (event.position !== after + index + 1) {
      throw new MeshError("INTERNAL", `${names.log} has no position ${after + index + 1}`);
    }
    return event;
  });
}

function storedEvent(row: TextRow): StoredEvent {
  const stream = row["stream"] ?? null;
  return {
    position: position(row["seq_id"] ?? ""),
    id: row["event_id"] ?? "",
    type: row["event_type"] ?? "",
    version: Number(row["event_version"]),
    occurredAt: timeOrText(row["occurred_at"] ?? ""),
    recordedAt: isoTime(row["recorded_at"] ?? ""),
    data: JSON.parse(row["data"] ?? "null") as unknown,
    metadata: JSON.parse(row["metadata"] ?? "{}") as Record<string, unknown>,
    ...(stream !== null && { stream: { name: stream, version: Number(row["stream_version"]) } }),
  };
}

/** A time that cannot be told stays as it is printed: whoever folds the event says so, and the log is read on. */
export function timeOrText(printed: string): string {
  try {
    return isoTime(printed);
  } catch {
    return printed;
  }
}

async function readStatus(connection: Queryable, names: ContextNames, name: string): Promise<LogStatus> {
  const [row] = await connection.query({ text: `select head, event_types from ${names.logStatus}` });
  const types = JSON.parse(row?.["event_types"] ?? "{}") as Record<string, number>;
  const eventTypes = Object.entries(types).map(([type, count]) => ({ type, count }));
  return {
    name,
    head: position(row?.["head"] ?? ""),
    eventTypes: eventTypes.toSorted((a, b) => (a.type < b.type ? -1 : 1)),
  };
}
