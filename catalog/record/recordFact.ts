import { prepareEvent } from "@datamesh/kernel/event";
import type { EventLog } from "@datamesh/kernel/log";
import { contentId, type Fact } from "../chain.ts";
import { CATALOG_EVENTS } from "../events.ts";

/** Where facts are recorded. */
export interface RecordDependencies {
  /** The catalog's log, to append to. */
  readonly log: Pick<EventLog, "append">;
  readonly now: () => Date;
}

/**
 * Appends a fact that supersedes none. Its id is a hash of what it says, so recording it again changes nothing;
 * answers whether it was new. Fails with BAD_USER_INPUT when it does not fit its declaration.
 */
export async function recordFact({ type, data }: Fact, { log, now }: RecordDependencies): Promise<boolean> {
  const id = contentId(type, data);
  const offered = { id, type, occurredAt: now().toISOString(), data };
  const [written] = await log.append([prepareEvent(CATALOG_EVENTS, offered)]);
  return written?.duplicate === false;
}
