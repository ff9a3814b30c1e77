import type { LimitRule } from "./limitRule.ts";
import { nestingOf } from "./variableNestingRule.ts";

/** What a request for appending may hold, as the list of its events. */
export const EVENT_RULES: readonly LimitRule<readonly unknown[]>[] = Object.freeze([
  {
    limit: "events",
    code: "EVENT_LIMIT_EXCEEDED",
    counted: "events in one request",
    measure: (events) => events.length,
  },
  {
    limit: "eventNesting",
    code: "EVENT_LIMIT_EXCEEDED",
    counted: "lists and objects inside one another in an event",
    measure: nestingOf,
  },
]);
