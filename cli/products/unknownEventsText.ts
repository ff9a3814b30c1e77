import type { UnknownEventReport } from "../../catalog/index.ts";
import { terminalText } from "../accesslog/terminalText.ts";

const MOST_TYPES = 5;

/** What logs hold that no declaration names, a line for each context; nothing where there is nothing. */
export const unknownEventsText = (reports: readonly UnknownEventReport[]): string =>
  reports.map((report) => `datamesh: ${terminalText(lineOf(report))}\n`).join("");

function lineOf({ context, events }: UnknownEventReport): string {
  const count = events.reduce((sum, each) => sum + each.count, 0);
  const named = events.slice(0, MOST_TYPES).map((each) => `${each.type} (${each.count})`);
  const more = events.length > MOST_TYPES ? `, and ${events.length - MOST_TYPES} more types` : "";
  return `the log of ${context} holds ${count} events of types that no declaration names: ${named.join(", ")}${more}`;
}
