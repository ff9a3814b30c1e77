import { type AppendCall, appendedEvents, conflictOf, requiredVersion } from "../log/appendCall.ts";
import type { Appended, EventLog, NewEvent, StoredEvent, StreamAppend } from "../log/eventLog.ts";
import { position } from "../log/position.ts";
import { checkTarget } from "../log/stream.ts";

/** A log in memory, with the behaviour of the real one. `now` gives `recordedAt`. */
export function memoryEventLog(name: string, now: () => Date = () => new Date(0)): EventLog {
  const events: StoredEvent[] = [];
  const known = new Map<string, StoredEvent>();
  const versions = new Map<string, number>();
  const store = (event: NewEvent, stream: string | undefined): StoredEvent => {
    const version = stream === undefined ? 0 : (versions.get(stream) ?? 0) + 1;
    const stored: StoredEvent = {
      ...event,
      position: position(events.length + 1),
      recordedAt: now().toISOString(),
      ...(stream !== undefined && { stream: { name: stream, version } }),
    };
    events.push(stored);
    known.set(event.id, stored);
    if (stream !== undefined) versions.set(stream, version);
    return stored;
  };
  const appendCall = (call: AppendCall): StreamAppend => {
    const required = requiredVersion(call);
    const actual = versions.get(call.target?.stream ?? "") ?? 0;
    const isRepeat = call.events.every(({ id }) => known.has(id));
    if (required !== undefined && required !== actual && !isRepeat) return conflictOf(call, actual);
    const appended = call.events.map((event): Appended => {
      const first = known.get(event.id);
      return answer(first ?? store(event, call.target?.stream), first !== undefined);
    });
    return { kind: "appended", events: appended };
  };
  return {
    append: async (offered) => appendedEvents(appendCall({ events: structuredClone(offered) })),
    appendTo: async (target, offered) => {
      checkTarget(target);
      return appendCall({ events: structuredClone(offered), target });
    },
    read: async (after, limit) => structuredClone(events.slice(after, after + limit)),
    status: async () => ({ name, head: position(events.length), eventTypes: countTypes(events) }),
  };
}

const answer = ({ id, position: at, stream }: StoredEvent, duplicate: boolean): Appended => ({
  id,
  position: at,
  duplicate,
  ...(stream && { stream }),
});

function countTypes(events: readonly StoredEvent[]): readonly { type: string; count: number }[] {
  const counts = new Map<string, number>();
  for (const event of events) counts.set(event.type, (counts.get(event.type) ?? 0) + 1);
  return [...counts].map(([type, count]) => ({ type, count })).toSorted((a, b) => (a.type < b.type ? -1 : 1));
}
