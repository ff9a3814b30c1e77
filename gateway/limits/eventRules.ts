import type { LimitRule } from "./limitRule.ts";
import { nestingOf } from "./variableNestingRule.ts";

/** What a request for appending may hold, as the list of its events. */
export const EVENT_RULES: readonly LimitRule<readonly unknown[]>[] = Object.freeze([
  { limit: "events", counted: "events in one request", measure: (events) => events.length },
  {
    limit: "eventNesting",
    counted: "lists and objects inside one another in an event",
    measure: nestingOf,
  },
]);
