import type { Appended, EventLog, NewEvent, StoredEvent } from "../log/eventLog.ts";
import { position } from "../log/position.ts";

/** A log in memory, with the behaviour of the real one. `now` gives `recordedAt`. */
export function memoryEventLog(name: string, now: () => Date = () => new Date(0)): EventLog {
  const events: StoredEvent[] = [];
  const positions = new Map<string, number>();
  const appendOne = (event: NewEvent): Appended => {
    const known = positions.get(event.id);
    if (known !== undefined) return { id: event.id, position: position(known), duplicate: true };
    const at = position(events.length + 1);
    positions.set(event.id, at);
    events.push({ ...structuredClone(event), position: at, recordedAt: now().toISOString() });
    return { id: event.id, position: at, duplicate: false };
  };
  return {
    append: async (offered) => offered.map(appendOne),
    read: async (after, limit) => structuredClone(events.slice(after, after + limit)),
    status: async () => ({ name, head: position(events.length), eventTypes: countTypes(events) }),
  };
}

function countTypes(events: readonly StoredEvent[]): readonly { type: string; count: number }[] {
  const counts = new Map<string, number>();
  for (const event of events) counts.set(event.type, (counts.get(event.type) ?? 0) + 1);
  return [...counts].map(([type, count]) => ({ type, count })).toSorted((a, b) => (a.type < b.type ? -1 : 1));
}
