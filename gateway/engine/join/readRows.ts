import { isAscii, isUtf8 } from "node:buffer";

/** What a regular expression found in a row: by column, the text of a value, each byte of it a character (Latin-1). */
export type Row = readonly (string | undefined)[];

/** Rows in the order of the text; undefined for null. */
export type Rows = readonly (Row | undefined)[];

/** What stands under the only key of a response's data. */
export interface Found {
  readonly rows: Rows;
  /** What was found around the list of rows, the columns of what stands after it following those of what stands before. */
  readonly around: Row;
  readonly isAscii: boolean;
}

/** Reads the body of a response; undefined for one that is of anything else than such rows. */
export type ReadRows = (body: string | Buffer) => Found | undefined;

/** What rows stand between: expressions that end with the bracket of their list, and begin with it. */
export interface Around {
  readonly before: RegExp;
  readonly after: RegExp;
}

/** Nothing but the brackets. */
export const newList = (): Around => ({ before: /\[/y, after: /\]/y });

/** Of what a response has rows. */
export interface RowsWanted {
  readonly key: string;
  /** The expressions, made when the first response is read: by then it is known which columns are wanted. */
  readonly row: () => RegExp;
  /** Undefined for a row that stands alone. */
  readonly around: (() => Around) | undefined;
  /** Whether there may be null in place of a row. */
  readonly isNullable: boolean;
}

interface Reading {
  readonly row: RegExp;
  readonly around: Around | undefined;
  readonly isNullable: boolean;
}

/** Compiles the reading of a response whose data is a list of rows, or one of them, under one key. */
export function rowReader(wanted: RowsWanted): ReadRows {
  const start = Buffer.from(`{"data":{${JSON.stringify(wanted.key)}:`).toString("latin1");
  let reading: Reading | undefined;
  return (body) => {
    reading ??= { row: wanted.row(), around: wanted.around?.(), isNullable: wanted.isNullable };
    const bytes = typeof body === "string" ? bytesOf(body) : body;
    if (bytes === undefined) return undefined;
    const isPlain = isAscii(bytes);
    if (!isPlain && !isUtf8(bytes)) return undefined;
    const text = bytes.toString("latin1");
    return text.startsWith(start) ? readData(text, start.length, reading, isPlain) : undefined;
  };
}

const bytesOf = (body: string): Buffer | undefined => (body.isWellFormed() ? Buffer.from(body) : undefined);

const END = "}}";
const COMMA = 44;
const CLOSED = 93;
const NULL = "null";
const NOTHING: Row = Object.freeze([]);

function readData(text: string, start: number, reading: Reading, isPlain: boolean): Found | undefined {
  const { around } = reading;
  const rows: (Row | undefined)[] = [];
  if (around === undefined) {
    const at = readRow(text, start, reading, rows);
    return isEnd(text, at) ? { rows, around: NOTHING, isAscii: isPlain } : undefined;
  }
  const before = found(around.before, text, start);
  const end = before === null ? -1 : readAll(text, around.before.lastIndex, reading, rows);
  const after = end < 0 ? null : found(around.after, text, end);
  if (before === null || after === null || !isEnd(text, around.after.lastIndex)) return undefined;
  const row = before.length === 1 && after.length === 1 ? NOTHING : [...before, ...after.slice(1)];
  return { rows, around: row, isAscii: isPlain };
}

const isEnd = (text: string, at: number): boolean => at === text.length - END.length && text.endsWith(END);

function found(expression: RegExp, text: string, at: number): Row | null {
  expression.lastIndex = at;
  return expression.exec(text) as Row | null;
}

/** Where the rows of a list end; -1 where there is something else. */
function readAll(text: string, start: number, reading: Reading, rows: (Row | undefined)[]): number {
  if (text.charCodeAt(start) === CLOSED) return start;
  let at = readRow(text, start, reading, rows);
  while (at >= 0 && text.charCodeAt(at) === COMMA) at = readRow(text, at + 1, reading, rows);
  return at;
}

/** Where a row ends; -1 where there is something else. */
function readRow(
  text: string,
  at: number,
  { row: expression, isNullable }: Reading,
  rows: (Row | undefined)[],
): number {
  const row = found(expression, text, at);
  if (row === null && (!isNullable || !text.startsWith(NULL, at))) return -1;
  rows.push(row ?? undefined);
  return row === null ? at + NULL.length : expression.lastIndex;
}
