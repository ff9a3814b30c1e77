import { isAscii, isUtf8 } from "node:buffer";

/** What a regular expression found in a row: by column, the text of a value, each byte of it a character (Latin-1). */
export type Row = readonly (string | undefined)[];

/** Rows in the order of the text; undefined for null. */
export type Rows = readonly (Row | undefined)[];

/** What stands under the only key of a response's data. */
export interface Found {
  readonly rows: Rows;
  readonly isAscii: boolean;
}

/** Reads the body of a response; undefined for one that is of anything else than such rows. */
export type ReadRows = (body: string | Buffer) => Found | undefined;

/** Of what a response has rows. */
export interface RowsWanted {
  readonly key: string;
  readonly expression: RegExp;
  readonly isList: boolean;
  /** Whether there may be null in place of a row. */
  readonly isNullable: boolean;
}

/** Compiles the reading of a response whose data is a list of rows, or one of them, under one key. */
export function rowReader({ key, expression, isList, isNullable }: RowsWanted): ReadRows {
  const start = Buffer.from(`{"data":{${JSON.stringify(key)}:${isList ? "[" : ""}`).toString("latin1");
  const end = isList ? "]}}" : "}}";
  return (body) => {
    const bytes = typeof body === "string" ? bytesOf(body) : body;
    if (bytes === undefined) return undefined;
    const isPlain = isAscii(bytes);
    if (!isPlain && !isUtf8(bytes)) return undefined;
    const text = bytes.toString("latin1");
    if (!text.startsWith(start)) return undefined;
    const rows: (Row | undefined)[] = [];
    const at =
      isList && text.startsWith(end, start.length)
        ? start.length
        : readAll(text, start.length, { expression, isList, isNullable }, rows);
    return at >= 0 && text.length === at + end.length && text.endsWith(end)
      ? { rows, isAscii: isPlain }
      : undefined;
  };
}

const bytesOf = (body: string): Buffer | undefined => (body.isWellFormed() ? Buffer.from(body) : undefined);

const COMMA = 44;
const NULL = "null";

/** Where the rows end; -1 where there is something else. */
function readAll(
  text: string,
  start: number,
  { expression, isList, isNullable }: Omit<RowsWanted, "key">,
  rows: (Row | undefined)[],
): number {
  let at = start;
  for (;;) {
    expression.lastIndex = at;
    const row = expression.exec(text) as Row | null;
    if (row !== null) {
      rows.push(row);
      at = expression.lastIndex;
    } else {
      if (!isNullable || !text.startsWith(NULL, at)) return -1;
      rows.push(undefined);
      at += NULL.length;
    }
    if (!isList || text.charCodeAt(at) !== COMMA) return at;
    at += 1;
  }
}
