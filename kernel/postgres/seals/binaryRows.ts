/** The columns of a row, as bytes; null where a column is null. */
export type BinaryRow = readonly (Buffer | null)[];

const SIGNATURE_BYTES = 11;
const HEADER_BYTES = SIGNATURE_BYTES + 4 + 4;

/**
 * The rows of `copy ... to stdout (format binary)`, in batches as the pieces come. See "Binary Format" under COPY in PostgreSQL's manual. Throws Error on an output that
 * ends before its end.
 */
export async function* binaryRows(pieces: AsyncIterable<Buffer>): AsyncGenerator<readonly BinaryRow[]> {
  let rest: Buffer = Buffer.alloc(0);
  let begun = false;
  let ended = false;
  for await (const piece of pieces) {
    rest = rest.length === 0 ? piece : Buffer.concat([rest, piece]);
    if (!begun) {
      if (rest.length < HEADER_BYTES) continue;
      rest = rest.subarray(HEADER_BYTES);
      begun = true;
    }
    const read = readRows(rest);
    rest = rest.subarray(read.end);
    ended ||= read.ended;
    if (read.rows.length > 0) yield read.rows;
  }
  if (!ended) throw new Error("the copy ended before its last row");
}

function readRows(bytes: Buffer) {
  const rows: BinaryRow[] = [];
  let at = 0;
  for (;;) {
    if (bytes.length < at + 2) return { rows, end: at, ended: false };
    const columns = bytes.readInt16BE(at);
    if (columns === -1) return { rows, end: at + 2, ended: true };
    const row = readRow(bytes, at + 2, columns);
    if (row === undefined) return { rows, end: at, ended: false };
    rows.push(row.values);
    at = row.end;
  }
}

/** Undefined when not all of the row is there yet. */
function readRow(bytes: Buffer, from: number, columns: number) {
  const values: (Buffer | null)[] = [];
  let at = from;
  for (let column = 0; column < columns; column += 1) {
    if (bytes.length < at + 4) return undefined;
    const length = bytes.readInt32BE(at);
    at += 4;
    if (length === -1) {
      values.push(null);
      continue;
    }
    if (bytes.length < at + length) return undefined;
    values.push(bytes.subarray(at, at + length));
    at += length;
  }
  return { values, end: at };
}
