import { prepareEvent } from "@datamesh/kernel/event";
import { type EventLog, START } from "@datamesh/kernel/log";
import { postgresEventLog } from "@datamesh/kernel/postgres";
import type { Context } from "@datamesh/kernel/product";
import type { Connections } from "../mesh/connections.ts";
import { sampleEvents } from "./sampleEvents.ts";

/**
 * Appends the sample to logs that are empty or hold only its beginning. Answers how many events it added. A log
 * with a history of its own is left alone.
 */
export async function appendSampleTo(
  contexts: readonly Context[],
  connections: Connections,
): Promise<number> {
  const sample = sampleEvents();
  let added = 0;
  for (const { name, events } of contexts) {
    const log = postgresEventLog(name, {
      append: connections.as(name, "append"),
      read: connections.as(name, "project"),
    });
    const offered = sample[name] ?? [];
    if (!(await wantsSample(log, offered.length))) continue;
    const appended = await log.append(offered.map((event) => prepareEvent(events, event)));
    added += appended.filter((each) => !each.duplicate).length;
  }
  return added;
}

async function wantsSample(log: EventLog, length: number): Promise<boolean> {
  const [first] = await log.read(START, 1);
  if (first === undefined) return true;
  return first.id.startsWith("sample-") && (await log.status()).head < length;
}
