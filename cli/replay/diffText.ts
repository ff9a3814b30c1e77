import type { ChangedValue, DifferenceSample, ProductDiff } from "@datamesh/kernel/postgres";
import { terminalText } from "../accesslog/terminalText.ts";
import type { DiffOutcome } from "./replays.ts";

const MOST_VALUES = 6;
const LONGEST_VALUE = 40;
const MARKS = { ADDED: "+", GONE: "-", CHANGED: "~" } as const;

/** What changed code would change, for people: where it was compared, a table, samples, and one line of judgement. */
export function diffText({ diff, record }: DiffOutcome): string {
  const parts = [
    heading(diff, record.durationMs),
    diff.findings.length === 0 ? ["nothing differs: the same rows, with the same values"] : table(diff),
    diff.samples.map(sampleText),
    [verdict(diff)],
  ];
  const texts = parts.filter((lines) => lines.length > 0).map((lines) => lines.join("\n"));
  return texts.join("\n\n");
}

/** `needs minor (declared: 2.1.0, live: 2.0.0): ok` */
export const verdict = ({ needs, declared, live, problem }: ProductDiff): string =>
  `needs ${needs} (declared: ${declared}, live: ${live}): ${problem ?? "ok"}`;

function heading(diff: ProductDiff, durationMs: number): readonly string[] {
  const { product, live, declared, position, events, rows, code, correction, newTypes } = diff;
  const { quarantined, liveQuarantined } = diff;
  return [
    `${product}: ${live} is live, ${declared} is declared`,
    `  at position ${position}: ${rows.before} rows live, ${rows.after} derived from ${events} events in ${(durationMs / 1_000).toFixed(1)} s`,
    `  code: ${code === "" ? "the same" : code}`,
    ...(correction === null ? [] : [`  as a correction: ${correction}`]),
    ...(quarantined === liveQuarantined
      ? []
      : [`  ${quarantined} events cannot be folded, ${liveQuarantined} with the live code`]),
    ...(newTypes === null
      ? ["  which events the live code consumes is not recorded yet: every new row counts as major"]
      : []),
  ];
}

function table({ findings }: ProductDiff): readonly string[] {
  const rows = [
    ["BUMP", "WHAT", "ROWS", "SHARE"],
    ...findings.map(({ bump, what, field, rows: count, of }) => [
      bump,
      field === null ? what : `${field}: ${what}`,
      count === null ? "" : String(count),
      count === null || of === null ? "" : share(count, of),
    ]),
  ];
  const widths = [0, 1, 2, 3].map((column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows.map((row) =>
    row
      .map((cell, column) =>
        column < 2 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0),
      )
      .join("  ")
      .trimEnd(),
  );
}

/** A share that is not quite all is never told as all, nor one that is not quite none as none. */
function share(count: number, of: number): string {
  if (of === 0) return "";
  const percent = (100 * count) / of;
  const shown = Math.min(Math.max(percent, 0.1), count < of ? 99.9 : 100);
  return `${(count === 0 ? 0 : shown).toFixed(1)}%`;
}

function sampleText({ kind, key, values, isExplained }: DifferenceSample): string {
  const shown = values.slice(0, MOST_VALUES).map((value) => valueText(kind, value));
  const more = values.length > MOST_VALUES ? [`and ${values.length - MOST_VALUES} more fields`] : [];
  return `${MARKS[kind]} ${terminalText(JSON.stringify(key))}  ${[...shown, ...more].join(", ")}${isExplained ? "  (by new events)" : ""}`.trimEnd();
}

function valueText(kind: DifferenceSample["kind"], value: ChangedValue): string {
  const { field, before, after, masked } = value;
  if (kind === "CHANGED") return `${field} ${inShort(before, masked)} -> ${inShort(after, masked)}`;
  return `${field} ${inShort(kind === "ADDED" ? after : before, masked)}`;
}

/** As JSON, so that nothing in it moves the cursor. */
function inShort(value: unknown, masked: boolean): string {
  if (value === null) return masked ? "(masked)" : "null";
  const text = terminalText(JSON.stringify(value));
  return text.length > LONGEST_VALUE ? `${text.slice(0, LONGEST_VALUE)}…` : text;
}
