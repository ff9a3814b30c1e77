import type { Appended, NewEvent, StreamAppend } from "./eventLog.ts";
import type { StreamTarget } from "./stream.ts";

/** One append on its way: events that go into a stream, or each stand alone. All of them, or none. */
export interface AppendCall {
  readonly events: readonly NewEvent[];
  readonly target?: StreamTarget;
}

/** The version a call asks for: undefined for any, 0 for a stream that must not exist. */
export function requiredVersion({ target }: AppendCall): number | undefined {
  if (target === undefined || target.expected === "any") return undefined;
  return target.expected === "none" ? 0 : target.expected;
}

/** The answer to a call that found its stream at another version than it asked for. Throws TypeError for one that asked for none. */
export function conflictOf({ target }: AppendCall, actual: number): StreamAppend {
  if (target === undefined || target.expected === "any") {
    throw new TypeError("an append that expects no version met a conflict");
  }
  return { kind: "conflict", stream: target.stream, expected: target.expected, actual };
}

/** The events of an append that can meet no conflict. */
export function appendedEvents(outcome: StreamAppend): readonly Appended[] {
  if (outcome.kind === "conflict") throw new TypeError("an append without a stream met a conflict");
  return outcome.events;
}
