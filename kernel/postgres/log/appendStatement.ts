import { type AppendCall, conflictOf, requiredVersion } from "../../log/appendCall.ts";
import type { Appended, StreamAppend } from "../../log/eventLog.ts";
import { position } from "../../log/position.ts";
import type { Size } from "../../log/batchQueue.ts";
import type { ContextNames } from "../contextNames.ts";
import type { Statement, TextRow } from "../database.ts";

/** A call with its payloads as they are sent. */
export interface PreparedCall {
  readonly call: AppendCall;
  readonly payloads: readonly string[];
  readonly metas: readonly string[];
  readonly size: Size;
}

/** What else of an event is sent: id, type, times, stream, and what surrounds them. */
const BYTES_BESIDE = 300;

/** Serializes what a call holds. Throws TypeError when it cannot be JSON. */
export function prepareCall(call: AppendCall): PreparedCall {
  const payloads = call.events.map(({ data }) => JSON.stringify(data));
  const metas = call.events.map(({ metadata }) => JSON.stringify(metadata));
  const bytes = [...payloads, ...metas].reduce((sum, text) => sum + (text ?? "").length, 0);
  const events = call.events.length;
  return { call, payloads, metas, size: { events, bytes: bytes + events * BYTES_BESIDE } };
}

/** The statement that appends calls as one group. */
export function appendStatement(names: ContextNames, group: readonly PreparedCall[]): Statement {
  const events = group.flatMap(({ call }) => call.events);
  return {
    name: `append ${names.log}`,
    text: `select * from ${names.appendCalls}($1::integer[], $2::text[], $3::text[], $4::integer[], $5::timestamptz[],
             $6::jsonb[], $7::jsonb[], $8::text[], $9::bigint[])`,
    values: [
      group.flatMap(({ call }, index) => call.events.map(() => index + 1)),
      events.map((event) => event.id),
      events.map((event) => event.type),
      events.map((event) => event.version),
      events.map((event) => event.occurredAt),
      group.flatMap(({ payloads }) => payloads),
      group.flatMap(({ metas }) => metas),
      group.flatMap(({ call }) => call.events.map(() => call.target?.stream ?? null)),
      group.flatMap(({ call }) => call.events.map(() => requiredVersion(call) ?? null)),
    ],
  };
}

/** What became of each call, from a row for each event in order. */
export function readOutcomes(group: readonly PreparedCall[], rows: readonly TextRow[]): StreamAppend[] {
  let next = 0;
  return group.map(({ call }) => {
    const own = rows.slice(next, (next += call.events.length));
    const actual = own[0]?.["actual"] ?? null;
    if (actual !== null) return conflictOf(call, Number(actual));
    return { kind: "appended", events: own.map((row, index) => appended(call.events[index]?.id ?? "", row)) };
  });
}

function appended(id: string, row: TextRow): Appended {
  const stream = row["stream"] ?? null;
  return {
    id,
    position: position(row["seq_id"] ?? ""),
    duplicate: row["duplicate"] === "t",
    ...(stream !== null && { stream: { name: stream, version: Number(row["stream_version"]) } }),
  };
}
