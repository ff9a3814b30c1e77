/**
 * COPY's text format (https://www.postgresql.org/docs/18/sql-copy.html, "Text Format"): a line per row, a tab between
 * fields, `\N` for null, backslashes before what would be read as something else.
 */

/** A row as COPY prints it: every field a text or null. */
export type CopyRow = readonly (string | null)[];

const NEWLINE = 10;
const NULL = "\\N";
const PRINTED: Readonly<Record<string, string>> = {
  b: "\b",
  f: "\f",
  n: "\n",
  r: "\r",
  t: "\t",
  v: "\v",
};

/** Cuts what COPY sends into rows, as many at a time as a chunk completes. Chunks may end anywhere, within a character too. */
export async function* copyRows(chunks: AsyncIterable<Buffer>): AsyncGenerator<readonly CopyRow[]> {
  let open: Buffer[] = [];
  for await (const chunk of chunks) {
    const end = chunk.lastIndexOf(NEWLINE);
    if (end < 0) {
      open.push(chunk);
      continue;
    }
    const head = chunk.subarray(0, end);
    yield rowsIn((open.length === 0 ? head : Buffer.concat([...open, head])).toString());
    open = end + 1 < chunk.length ? [chunk.subarray(end + 1)] : [];
  }
}

const rowsIn = (text: string): readonly CopyRow[] =>
  text.includes("\\") ? text.split("\n").map(escapedRow) : text.split("\n").map((line) => line.split("\t"));

const escapedRow = (line: string): CopyRow =>
  line.includes("\\")
    ? line.split("\t").map((field) => (field === NULL ? null : printed(field)))
    : line.split("\t");

const printed = (field: string): string =>
  field.includes("\\")
    ? field.replaceAll(/\\([\s\S])/g, (_all, letter: string) => PRINTED[letter] ?? letter)
    : field;

/** A row as COPY reads it, its line end included. */
export function copyLine(fields: CopyRow): string {
  let line = "";
  for (let index = 0; index < fields.length; index += 1) {
    const field = fields[index];
    if (index > 0) line += "\t";
    line += field === null || field === undefined ? NULL : copyField(field);
  }
  return `${line}\n`;
}

const SPECIAL = /[\\\t\n\r]/;
const copyField = (text: string): string =>
  SPECIAL.test(text)
    ? text.replaceAll("\\", "\\\\").replaceAll("\t", "\\t").replaceAll("\n", "\\n").replaceAll("\r", "\\r")
    : text;

/**
 * The same text with memory of its own. A field is a slice of its chunk and keeps that alive, so whoever keeps one for
 * long keeps it detached.
 */
export const detached = (text: string): string => (text.length < 13 ? text : Buffer.from(text).toString());
