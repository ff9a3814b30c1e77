import type { LogVerdict, Tampering } from "@datamesh/kernel/postgres/seals";
import { terminalText } from "../accesslog/terminalText.ts";

/** What a verification of a log found, for people to read. */
export function verdictText(verdict: LogVerdict, path: string): string {
  const { context, intact, tampering, lastSeal, publicKey, passedOver } = verdict;
  const lines = [
    `${context}: ${intact ? "intact" : "NOT as it was sealed"}, ${reachOf(verdict)}`,
    ...tampering.map((each) => `  ${tamperingText(each, path)}`),
    ...(passedOver.length === 0 ? [] : [`  passed over  ${passedOverText(passedOver)}`]),
    ...(lastSeal === null
      ? []
      : [`  last seal   ${lastSeal.seal}:${lastSeal.hash}  of ${lastSeal.sealedAt}`]),
    ...(publicKey === null ? [] : [`  public key  ${publicKey}`]),
  ];
  return `${lines.join("\n")}\n`;
}

function reachOf({ sealed, head, unsealed }: LogVerdict): string {
  if (sealed > head) return `sealed up to position ${sealed}, and the log ends at ${head}`;
  const after = unsealed === 0 ? "none after it" : `${count(unsealed, "event")} after it not sealed yet`;
  return `sealed up to position ${sealed}, ${after}`;
}

function tamperingText(found: Tampering, path: string): string {
  if (found.kind === "SEALS_BROKEN") return `SEALS_BROKEN  line ${found.line} of ${path}: ${found.reason}`;
  const { kind, position, upTo, eventId, after } = found;
  if (upTo !== undefined) return `${kind}  one of the events at positions ${position} to ${upTo}`;
  const which = eventId === null ? "" : `, event ${quoted(eventId)}`;
  const more = found.count > 1 ? `, ${found.count} events from there on` : "";
  const behind = after === null ? ", before the first event" : `, after event ${quoted(after)}`;
  return `${kind}  position ${position}${which}${more}${kind === "REMOVED" ? behind : ""}`;
}

const passedOverText = (lines: readonly number[]): string =>
  `${count(lines.length, "line")} of the seals file, cut off or written twice; nothing is missing by it (${lines.slice(0, 5).join(", ")}${lines.length > 5 ? ", ..." : ""})`;

const quoted = (id: string): string => `"${terminalText(id)}"`;
const count = (number: number, what: string): string => `${number} ${what}${number === 1 ? "" : "s"}`;
