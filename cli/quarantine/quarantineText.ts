import {
  type DiscardedEvent,
  type QuarantinedEvent,
  type Retry,
  revisionText,
  type ShownEvent,
} from "@datamesh/kernel/postgres";
import { counted } from "../replay/outcomeText.ts";

/** What a product has in quarantine, and what of it was discarded. */
export interface Quarantine {
  readonly product: string;
  readonly waiting: readonly QuarantinedEvent[];
  readonly discarded: readonly DiscardedEvent[];
}

/** The quarantines of products as lines for people. */
export function quarantineText(quarantines: readonly Quarantine[]): string {
  const told = quarantines.filter(({ waiting, discarded }) => waiting.length + discarded.length > 0);
  if (told.length === 0) return "nothing is in quarantine";
  return told
    .flatMap(({ product, waiting, discarded }) => [
      `${product}: ${counted(waiting.length, "event")} in quarantine${discarded.length > 0 ? `, ${discarded.length} discarded` : ""}`,
      ...waiting.map((each) => `  ${placeOf(each)} since ${each.since}: ${each.reason}`),
      ...discarded.map(
        (each) =>
          `  ${placeOf(each)} discarded ${each.since} by ${each.discardedBy}: ${each.discardedBecause}`,
      ),
    ])
    .join("\n");
}

const placeOf = ({ input, position, eventType }: QuarantinedEvent): string =>
  `${input === "events" ? "" : `${input} `}${position} ${eventType ?? ""}`.trimEnd();

/** A quarantined event in full, as far as it may be shown. */
export function shownText({ product, position, eventId, eventType, ...shown }: ShownEvent): string {
  return [
    `${product}: event ${position}, ${eventType} version ${shown.version}, id ${eventId}`,
    `  happened ${shown.occurredAt}, recorded ${shown.recordedAt}, in quarantine since ${shown.since}`,
    `  ${shown.reason}`,
    JSON.stringify(shown.data, null, 2),
  ].join("\n");
}

/** What a retry came to. */
export function retryText({ product, how, because, folded, waiting, changedRows, revision }: Retry): string {
  const head = {
    RETRIED: `${product}: ${counted(folded.length, "event")} folded, ${counted(changedRows, "row")} changed, now at ${revisionText(revision)}`,
    REBUILT: `${product}: rebuilt, since ${because}; ${counted(folded.length, "event")} folded, ${counted(changedRows, "row")} changed, now at ${revisionText(revision)}`,
    NOTHING: `${product}: nothing could be folded`,
  }[how];
  const lines = waiting.map((each) => `  ${placeOf(each)} waits still: ${each.reason}`);
  return [
    how === "NOTHING" && waiting.length === 0 ? `${product}: nothing is in quarantine` : head,
    ...lines,
  ].join("\n");
}
