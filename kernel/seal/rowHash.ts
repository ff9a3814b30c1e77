import { hash } from "node:crypto";

/** The value of a column in PostgreSQL's binary format; null where the column is null. */
export type StoredValue = Uint8Array | null;

/** Hashes rows that have the same columns; see `rowHasher`. */
export type HashRow = (values: readonly StoredValue[]) => Buffer;

const LEAF = 0x00;

/**
 * Prepares the hash of stored rows: SHA-256 over a zero byte (a leaf, RFC 9162 section 2.1.1) and, of every column that
 * is not null, length and bytes of its name and length and bytes of its value, lengths in four bytes. Two rows that
 * differ in any column never share an encoding, and a column that is added later and is null in a row leaves the hash
 * of that row as it was. Columns have to come sorted by name: throws TypeError otherwise.
 */
export function rowHasher(columns: readonly string[]): HashRow {
  if (columns.some((name, index) => index > 0 && name <= (columns[index - 1] ?? ""))) {
    throw new TypeError("columns are hashed in the order of their names");
  }
  const names = columns.map(lengthAndBytes);
  let scratch = Buffer.alloc(4_096);
  return (values) => {
    const size = encodedSize(names, values);
    if (size > scratch.length) scratch = Buffer.alloc(2 * size);
    const end = encode(scratch, names, values);
    return hash("sha256", scratch.subarray(0, end), "buffer");
  };
}

function lengthAndBytes(text: string): Buffer {
  const bytes = Buffer.from(text);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(bytes.length);
  return Buffer.concat([length, bytes]);
}

function encodedSize(names: readonly Buffer[], values: readonly StoredValue[]): number {
  let size = 1;
  for (let index = 0; index < names.length; index += 1) {
    size += (names[index]?.length ?? 0) + 4 + (values[index]?.length ?? 0);
  }
  return size;
}

function encode(into: Buffer, names: readonly Buffer[], values: readonly StoredValue[]): number {
  let at = into.writeUInt8(LEAF, 0);
  for (let index = 0; index < names.length; index += 1) {
    const [name, value] = [names[index], values[index]];
    if (name === undefined || value === null || value === undefined) continue;
    into.set(name, at);
    at = into.writeUInt32BE(value.length, at + name.length);
    into.set(value, at);
    at += value.length;
  }
  return at;
}
