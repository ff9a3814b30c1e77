import { createHash } from "node:crypto";
import { prepareEvent } from "@datamesh/kernel/event";
import type { NewEvent } from "@datamesh/kernel/log";
import { canonicalJson } from "./canonicalJson.ts";
import { CATALOG_EVENTS } from "./events.ts";

/** A fact to be recorded: an event without id, time and what it supersedes. */
export interface Fact {
  readonly type: string;
  readonly data: Readonly<Record<string, unknown>>;
}

/**
 * Facts as events, each naming the one before it, the first `lastEvent`. An event's id is a hash of what it says and
 * what it supersedes, so that whoever records the same step from the same state records the same event. Throws
 * MeshError BAD_USER_INPUT on a fact that does not fit its declaration.
 */
export function chain(facts: readonly Fact[], lastEvent: string | null, now: Date): readonly NewEvent[] {
  let supersedes = lastEvent;
  return facts.map(({ type, data }) => {
    const payload = { ...data, supersedes };
    const id = contentId(type, payload);
    supersedes = id;
    return prepareEvent(CATALOG_EVENTS, { id, type, occurredAt: now.toISOString(), data: payload });
  });
}

/** The id of an event that is told by what it says: saying it again is the same event. */
export function contentId(type: string, payload: unknown): string {
  return createHash("sha256")
    .update(canonicalJson([type, payload]))
    .digest("hex");
}
