import type { RecordedEvent } from "../event/event.ts";
import type { Source } from "./aggregate.ts";

/** The value of a source in an event; undefined when its payload lacks it. */
export function eventValue(event: RecordedEvent, source: Source): unknown {
  if (typeof source !== "string") return event[source.part];
  let value: unknown = event.data;
  for (const name of source.split(".")) {
    if (value === null || typeof value !== "object") return undefined;
    value = (value as Readonly<Record<string, unknown>>)[name];
  }
  return value;
}
