import type { Cell, RowList } from "./rowLists.ts";
import { shownColumns } from "./shownColumns.ts";
import type { WithheldField } from "./withheldFields.ts";

const LINE_END = "\r\n";

/**
 * A list as CSV (RFC 4180), with its columns in the first line, which says of which of them values were withheld: a
 * masked date looks like any other. Texts that a spreadsheet would take for a formula begin
 * with an apostrophe (OWASP, CSV injection); numbers are left as they are.
 */
export function csvOf(list: RowList, withheld: readonly WithheldField[] = []): string {
  const { columns, rows } = list;
  const heads = shownColumns(list, withheld).map(({ name, withheld: reason }) =>
    reason === undefined ? name : `${name} (${reason.toLowerCase()})`,
  );
  const lines = rows.map((row) => columns.map((column) => row[column] ?? null));
  return [heads, ...lines].map((line) => line.map(fieldOf).join(",") + LINE_END).join("");
}

/** A file's name for a list, after the operation or else the field it is from. */
export const csvName = (operationName: string | undefined, { path }: Pick<RowList, "path">): string =>
  `${(operationName ?? path[0] ?? "rows").replaceAll(/[^\w-]/g, "_")}.csv`;

function fieldOf(cell: Cell): string {
  const text = cell === null ? "" : harmless(String(cell));
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

const NUMBER = /^-?\d+(\.\d+)?(e[+-]?\d+)?$/i;

const harmless = (text: string): string =>
  /^[=+\-@\t\r]/.test(text) && !NUMBER.test(text) ? `'${text}` : text;
