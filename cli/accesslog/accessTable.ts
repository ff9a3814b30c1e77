import type { ChainedEntry } from "../../gateway/audit/index.ts";
import { terminalText } from "./terminalText.ts";

const HEADINGS = ["TIME", "CONSUMER", "PURPOSE", "PRODUCT", "DECISION", "FIELDS", "REQUEST"] as const;

/** Entries of the access log as a table for people. */
export function accessTable(entries: readonly ChainedEntry[]): string {
  if (entries.length === 0) return "no access is written down\n";
  const rows = [HEADINGS, ...entries.map((entry) => cells(entry).map(terminalText))];
  const widths = HEADINGS.map((_, column) => Math.max(...rows.map((row) => (row[column] ?? "").length)));
  const lines = rows.map((row) => row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join("  "));
  return `${lines.map((line) => line.trimEnd()).join("\n")}\n`;
}

function cells({ time, consumer, client, purpose, product, decision, requestId, ...entry }: ChainedEntry) {
  const by = client === null ? consumer : `${consumer} (${client})`;
  return [time, by, purpose ?? "-", product ?? "-", decision, fieldsOf(entry), requestId];
}

type Told = Pick<ChainedEntry, "fields" | "masked" | "denied" | "submitted">;

/** Of events that were offered to a log, how many and of which types stands before the fields they decide. */
function fieldsOf({ fields, masked, denied, submitted }: Told): string {
  const parts = [
    ...(submitted === undefined ? [] : [`${submitted.events} of ${submitted.eventTypes.join(" ")}`]),
    fields.join(" "),
    ...(masked.length === 0 ? [] : [`masked: ${masked.join(" ")}`]),
    ...(denied.length === 0 ? [] : [`denied: ${denied.join(" ")}`]),
  ];
  return parts.filter((part) => part !== "").join("; ") || "-";
}
