import { MeshError } from "../../errors.ts";
import { isoTime } from "../../isoTime.ts";
import type { Appended, EventLog, LogStatus, NewEvent, StoredEvent } from "../../log/eventLog.ts";
import { type Position, position } from "../../log/position.ts";
import { logName } from "../../product/names.ts";
import { type ContextNames, contextNames } from "../contextNames.ts";
import type { Queryable, TextRow } from "../database.ts";

/** Who does what on the log: each duty has its own database role; a process has only those it needs. */
export interface LogConnections {
  readonly append?: Queryable;
  readonly read?: Queryable;
}

/** The log of a context in PostgreSQL. A duty without a connection throws TypeError when called. */
export function postgresEventLog(context: string, connections: LogConnections): EventLog {
  const names = contextNames(context);
  return {
    append: (events) => appendEvents(needed(connections.append, "append"), names, events),
    read: (after, limit) => readEvents(needed(connections.read, "read"), names, after, limit),
    status: () => readStatus(needed(connections.read, "read"), names, logName(context)),
  };
}

function needed(connection: Queryable | undefined, duty: string): Queryable {
  if (connection === undefined) throw new TypeError(`this process has no connection to ${duty} the log`);
  return connection;
}

async function appendEvents(
  connection: Queryable,
  names: ContextNames,
  events: readonly NewEvent[],
): Promise<readonly Appended[]> {
  if (events.length === 0) return [];
  const rows = await connection.query({
    name: `append ${names.log}`,
    text: `select * from ${names.appendEvents}($1::text[], $2::text[], $3::integer[], $4::timestamptz[], $5::jsonb[], $6::jsonb[])`,
    values: [
      events.map((event) => event.id),
      events.map((event) => event.type),
      events.map((event) => event.version),
      events.map((event) => event.occurredAt),
      events.map((event) => JSON.stringify(event.data)),
      events.map((event) => JSON.stringify(event.metadata)),
    ],
  });
  return rows.map((row, index) => ({
    id: events[index]?.id ?? "",
    position: position(row["seq_id"] ?? ""),
    duplicate: row["duplicate"] === "t",
  }));
}

async function readEvents(
  connection: Queryable,
  names: ContextNames,
  after: Position,
  limit: number,
): Promise<readonly StoredEvent[]> {
  const rows = await connection.query({
    name: `read ${names.log}`,
    text: `select seq_id, event_id, event_type, event_version, occurred_at, recorded_at, data, metadata
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
  return {
    position: position(row["seq_id"] ?? ""),
    id: row["event_id"] ?? "",
    type: row["event_type"] ?? "",
    version: Number(row["event_version"]),
    occurredAt: timeOrText(row["occurred_at"] ?? ""),
    recordedAt: isoTime(row["recorded_at"] ?? ""),
    data: JSON.parse(row["data"] ?? "null") as unknown,
    metadata: JSON.parse(row["metadata"] ?? "{}") as Record<string, unknown>,
  };
}

/** A time that cannot be told stays as it is printed: whoever folds the event says so, and the log is read on. */
function timeOrText(printed: string): string {
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
