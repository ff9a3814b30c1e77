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
  const toStep = stepReader(range);
  for await (const rows of copyRows(database.copyOut(`copy (${selectEvents(log, range)}) to stdout`))) {
    const steps: Step[] = [];
    for (const row of rows) for (const step of toStep(row)) steps.push(step);
    yield steps;
  }
  await refuseGap(database, log, range);
}

function selectEvents(log: string, { after, upTo, declarations, parts }: LogRange): string {
  const types = declarations.flatMap((each) => each.types).map(literal);
  const columns = [
    "seq_id",
    "event_type",
    "event_version",
    "data",
    parts.has("id") ? "event_id" : "null",
    parts.has("occurredAt") ? "occurred_at" : UNTELLABLE,
    parts.has("recordedAt") ? "recorded_at" : "null",
  ];
  return `select ${columns.join(", ")} from ${log}
    where seq_id > ${Number(after)} and seq_id <= ${Number(upTo)} and event_type in (${types.join(", ") || "null"})
    order by seq_id`;
}

/** A time that nobody looks at has to be told all the same when it is none. */
const UNTELLABLE = `case when occurred_at >= '1000-01-01 00:00:00+00' and occurred_at < '10000-01-01 00:00:00+00'
    then null else occurred_at end`;

/** Makes steps of rows; what is the same for many events is looked up once. */
function stepReader({ declarations }: LogRange): (row: CopyRow) => readonly Step[] {
  const known = new Map(
    declarations
      .toReversed()
      .flatMap((declaration) =>
        declaration.types.map((type) => [type, { type, events: [declaration] }] as const),
      ),
  );
  return ([seq, type, version, data, id, occurredAt, recordedAt]) => {
    const found = known.get(type ?? "");
    if (found === undefined) return [];
    const event: StoredEvent = {
      position: Number(seq) as Position,
      id: id === null || id === undefined ? "" : detached(id),
      type: found.type,
      version: Number(version),
      occurredAt: occurredAt === null || occurredAt === undefined ? UNREAD_TIME : timeOrText(occurredAt),
      recordedAt: recordedAt === null || recordedAt === undefined ? UNREAD_TIME : isoTime(recordedAt),
      data: JSON.parse(data ?? "null") as unknown,
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
  throw new MeshError("INTERNAL", `${log} lacks positions between ${after} and ${upTo}`);
}
