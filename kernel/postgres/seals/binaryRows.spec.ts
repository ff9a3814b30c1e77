import { type BinaryRow, binaryRows } from "./binaryRows.ts";

const HEADER = Buffer.concat([Buffer.from("PGCOPY\n\xff\r\n\0", "latin1"), Buffer.alloc(8)]);
const END = Buffer.from([0xff, 0xff]);

function encoded(...rows: readonly (readonly (string | null)[])[]): Buffer {
  const tuples = rows.map((row) => {
    const count = Buffer.alloc(2);
    count.writeInt16BE(row.length);
    return Buffer.concat([count, ...row.map(field)]);
  });
  return Buffer.concat([HEADER, ...tuples, END]);
}

function field(value: string | null): Buffer {
  const length = Buffer.alloc(4);
  length.writeInt32BE(value === null ? -1 : Buffer.byteLength(value));
  return Buffer.concat([length, Buffer.from(value ?? "")]);
}

async function read(bytes: Buffer, size: number): Promise<readonly (readonly (string | null)[])[]> {
  async function* pieces(): AsyncGenerator<Buffer> {
    for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
  }
  const rows: BinaryRow[] = [];
  for await (const batch of binaryRows(pieces())) rows.push(...batch);
  return rows.map((row) => row.map((value) => value?.toString() ?? null));
}

describe("rows of a binary copy", () => {
  const rows = [
    ["1", "é", null],
    ["2", "", "x".repeat(300)],
    ["3", null, null],
  ];

  it.each([1, 2, 3, 7, 64, 10_000])("are the same in pieces of %s bytes", async (size) => {
    expect(await read(encoded(...rows), size)).toEqual(rows);
  });

  it("may be none", async () => {
    expect(await read(encoded(), 5)).toEqual([]);
  });

  it("are not all there when the copy ends before its end", async () => {
    await expect(read(encoded(...rows).subarray(0, -2), 10)).rejects.toThrow("ended before its last row");
    await expect(read(Buffer.alloc(0), 10)).rejects.toThrow("ended before its last row");
  });
});
