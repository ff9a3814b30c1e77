import fc from "fast-check";
import { copyLine, type CopyRow, copyRows, detached } from "./copyText.ts";

const text = fc.string({
  unit: fc.oneof(
    fc.constantFrom("\\", "\t", "\n", "\r", "N", "\b"),
    fc.string({ unit: "binary", maxLength: 1 }),
  ),
});
const table = fc
  .integer({ min: 1, max: 4 })
  .chain((width) =>
    fc.array(fc.array(fc.option(text), { minLength: width, maxLength: width }), { maxLength: 20 }),
  );

async function* cut(bytes: Buffer, sizes: readonly number[]): AsyncGenerator<Buffer> {
  let at = 0;
  for (let turn = 0; at < bytes.length; turn += 1) {
    const size = sizes[turn % sizes.length] ?? 1;
    yield bytes.subarray(at, at + size);
    at += size;
  }
}

async function read(bytes: Buffer, sizes: readonly number[]): Promise<CopyRow[]> {
  const rows: CopyRow[] = [];
  for await (const some of copyRows(cut(bytes, sizes))) rows.push(...some);
  return rows;
}

describe("COPY's text format", () => {
  it("gives back what was written, wherever the chunks end", async () => {
    const sizes = fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 5 });
    await fc.assert(
      fc.asyncProperty(table, sizes, async (rows, chunks) => {
        expect(await read(Buffer.from(rows.map(copyLine).join("")), chunks)).toEqual(rows);
      }),
    );
  });

  it("is read as PostgreSQL prints it: nulls, tabs, line ends, backslashes, and letters of several bytes", async () => {
    const line = String.raw`1	\N	a\tb\nc\rd\be\ff\vg	{"path": "C:\\\\dir", "quote": "\\""}	Zoë 🎈	\\N`;
    const row = [
      "1",
      null,
      "a\tb\nc\rd\be\ff\vg",
      String.raw`{"path": "C:\\dir", "quote": "\""}`,
      "Zoë 🎈",
      "\\N",
    ];
    for (const size of [1, 2, 3, 7, 1_000]) {
      expect(await read(Buffer.from(`${line}\n${line}\n`), [size])).toEqual([row, row]);
    }
  });

  it("knows an empty text from null, and a table without rows from one without text", async () => {
    expect(await read(Buffer.from("\n\\N\n"), [1])).toEqual([[""], [null]]);
    expect(await read(Buffer.from(""), [1])).toEqual([]);
  });

  it("keeps a detached text as it is", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme", maxLength: 40 }), (each) =>
        expect(detached(each)).toBe(each),
      ),
    );
  });
});
