import { terminalText } from "../accesslog/terminalText.ts";
import type { LogStanding } from "./logStanding.ts";

/** How far logs are and what is in them, a paragraph each. */
export const standingText = (standings: readonly LogStanding[]): string =>
  standings.map(paragraph).join("\n");

function paragraph({ context, head, sealed, eventTypes }: LogStanding): string {
  const reach = sealed === null ? "not sealed" : sealed === head ? "all sealed" : `sealed up to ${sealed}`;
  const width = Math.max(0, ...eventTypes.map(({ count }) => String(count).length));
  const types = eventTypes.map(
    ({ type, count }) => `  ${String(count).padStart(width)}  ${terminalText(type)}\n`,
  );
  return `${context}: ${head} events, ${reach}\n${types.join("")}`;
}
