import type { Difference } from "@datamesh/kernel/postgres";
import type { ReplayRecord } from "@datamesh/kernel/replay";
import type { ReplayOutcome } from "./replays.ts";

const SHOWN = 20;
/** Changed code adds to the history, which was not wrong before. */
const RELEASED = /^(release of|correction:) /;

/** What a verification found, for people. */
export function verificationText({ record, differences }: ReplayOutcome): string {
  const equal = record.result === "EQUAL";
  return [
    `${record.product} (v${record.version}, generation ${record.generation}): ${
      equal
        ? "what is live is what its events say"
        : `what is live is NOT what its events say, in ${counted(record.differingRows, "key")}`
    }`,
    `  at position ${record.position}: ${counted(record.rows, "row")} from ${counted(record.events, "event")} in ${seconds(record.durationMs)}`,
    `  digest ${record.digest}${ofRevision(record)}${equal ? "" : `, live ${record.liveDigest}`}`,
    ...record.upstreams.map(
      ({ product, position, verifiedAt }) =>
        `  over ${product} at position ${position}, ${verifiedAt === null ? "never verified" : `last found equal at ${verifiedAt}`}`,
    ),
    ...differences.slice(0, SHOWN).map(differenceText),
    ...(differences.length > SHOWN
      ? [`  ... and ${differences.length - SHOWN} more; --json lists them`]
      : []),
  ].join("\n");
}

/** What a rebuild did, for people. */
export function rebuildText({ record }: ReplayOutcome): string {
  return [
    `${record.product} (v${record.version}): generation ${record.generation + 1} is live at position ${record.position}`,
    `  ${counted(record.rows, "row")} from ${counted(record.events, "event")} in ${seconds(record.durationMs)}; ${changeText(record)}`,
    `  digest ${record.digest}${ofRevision(record)}`,
  ].join("\n");
}

function changeText({ differingRows, changedFields, digest, liveDigest, reason }: ReplayRecord): string {
  if (differingRows > 0) {
    const where = changedFields.length === 0 ? "" : `, in ${changedFields.join(", ")}`;
    return `${counted(differingRows, "row")} changed${where}`;
  }
  const isMended = digest !== liveDigest && !RELEASED.test(reason);
  return isMended ? "no row changed; history differed and is mended" : "no row changed";
}

function differenceText({ where, key, position, kind, fields }: Difference): string {
  const place = where === "rows" ? "row" : `history at position ${position}, of`;
  const what = { MISSING: "is missing", EXTRA: "should not be there", CHANGED: "differs" }[kind];
  return `  ${place} ${JSON.stringify(key)} ${what}${fields.length > 0 ? ` in ${fields.join(", ")}` : ""}`;
}

const ofRevision = ({ revision }: ReplayRecord): string => (revision === undefined ? "" : ` of ${revision}`);
/** How many of something: `1 row`, `2 rows`. */
export const counted = (count: number, what: string): string => `${count} ${what}${count === 1 ? "" : "s"}`;
const seconds = (milliseconds: number): string => `${(milliseconds / 1_000).toFixed(1)} s`;
