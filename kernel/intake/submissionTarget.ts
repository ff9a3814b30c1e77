import { MeshError } from "../errors.ts";
import type { OfferedEvent } from "../event/index.ts";
import type { StreamTarget } from "../log/index.ts";

/**
 * The stream that events are appended to together; undefined for events that stand alone. What is appended together
 * goes to one place: the first event says which version is expected, the others what it says, or nothing. Throws
 * MeshError BAD_USER_INPUT.
 */
export function submissionTarget(events: readonly OfferedEvent[]): StreamTarget | undefined {
  const [first] = events;
  for (const [index, { id, target }] of events.entries()) {
    const problem = difference(first?.target, target);
    if (problem === undefined) continue;
    throw new MeshError("BAD_USER_INPUT", `event ${index}: ${problem}`, { index, id });
  }
  return first?.target;
}

function difference(first: StreamTarget | undefined, target: StreamTarget | undefined): string | undefined {
  if (first?.stream !== target?.stream) {
    return "stream: events that are offered together go to one stream, or all to none";
  }
  if (target === undefined || target.expected === "any" || target.expected === first?.expected)
    return undefined;
  return "expectedversion: it is said on the first event, and is that of the stream before all of them";
}
