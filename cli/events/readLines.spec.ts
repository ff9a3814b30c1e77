import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { gzipSync } from "node:zlib";
import { readLines } from "./readLines.ts";
import { type Line, splitLines } from "./splitLines.ts";

let home: string;
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), "datamesh-lines-"));
});
afterEach(() => rm(home, { recursive: true }));

/** What can be read, and the error that ends it. */
async function all(lines: AsyncIterable<Line>): Promise<{ lines: Line[]; error: unknown }> {
  const found: Line[] = [];
  try {
    for await (const line of lines) found.push(line);
    return { lines: found, error: undefined };
  } catch (error) {
    return { lines: found, error };
  }
}

async function file(name: string, content: Buffer | string): Promise<string> {
  await writeFile(join(home, name), content);
  return join(home, name);
}

const nobody = Readable.from([]);
const bytes = (...chunks: (string | number[])[]): AsyncIterable<Buffer> =>
  Readable.from(chunks.map((chunk) => (typeof chunk === "string" ? Buffer.from(chunk) : Buffer.from(chunk))));
const texts = (lines: readonly Line[]): unknown[] =>
  lines.map((line) => ("text" in line ? [line.number, line.text] : [line.number, line.problem]));

describe("lines", () => {
  it.each([
    [
      "LF",
      ["a\nb\n"],
      [
        [1, "a"],
        [2, "b"],
      ],
    ],
    [
      "CRLF, split between chunks",
      ["a\r", "\nb"],
      [
        [1, "a"],
        [2, "b"],
      ],
    ],
    ["a character split between chunks", [[0xc3], [0xa9, 0x0a]], [[1, "é"]]],
    ["blank ones, which are counted", ["\n \na\n\n"], [[3, "a"]]],
    ["a byte order mark at the beginning", [[0xef, 0xbb, 0xbf, 0x61]], [[1, "a"]]],
    [
      "one that is no UTF-8",
      ["a\n", [0xff, 0x0a], "c"],
      [
        [1, "a"],
        [2, "not UTF-8"],
        [3, "c"],
      ],
    ],
    [
      "one that is too long",
      ["1234567890", "1\nb\n"],
      [
        [1, "longer than 10 bytes"],
        [2, "b"],
      ],
    ],
    [
      "one that is just not too long",
      ["1234567890\r\nb"],
      [
        [1, "1234567890"],
        [2, "b"],
      ],
    ],
    ["one that never ends", ["x".repeat(9), "x".repeat(9), "x".repeat(9)], [[1, "longer than 10 bytes"]]],
    ["none", [], []],
  ])("are found in bytes with %s", async (_what, chunks, found) => {
    const { lines, error } = await all(splitLines(bytes(...chunks), 10));
    expect([texts(lines), error]).toEqual([found, undefined]);
  });

  it.each([["lines.ndjson"], ["lines.ndjson.gz"]])(
    "are unpacked by what a file holds, not by its name: %s",
    async (name) => {
      const packed = await file(name, Buffer.concat([gzipSync("a\nb"), gzipSync("c\nd\n")]));
      expect(texts((await all(readLines(packed, nobody))).lines)).toEqual([
        [1, "a"],
        [2, "bc"],
        [3, "d"],
      ]);
    },
  );

  it("are unpacked from standard input too", async () => {
    const { lines } = await all(readLines("-", Readable.from([gzipSync("a\nb\n")])));
    expect(texts(lines)).toEqual([
      [1, "a"],
      [2, "b"],
    ]);
  });

  it("come out before the error when a packed file ends early", async () => {
    const text = Array.from({ length: 20_000 }, (_, n) => `line ${n} ${Math.sin(n)}\n`).join("");
    const whole = gzipSync(text);
    const { lines, error } = await all(
      readLines(await file("cut.gz", whole.subarray(0, whole.length - 9)), nobody),
    );
    expect(error).toMatchObject({
      code: "BAD_USER_INPUT",
      message: `${join(home, "cut.gz")} ends early: its gzip data is not whole`,
    });
    expect(lines.length).toBeGreaterThan(19_900);
    expect(lines.every((line) => "text" in line && line.text.startsWith(`line ${line.number - 1} `))).toBe(
      true,
    );
  });

  it("come out before the error when a packed file is damaged", async () => {
    const text = Array.from({ length: 20_000 }, (_, n) => `line ${n} ${Math.sin(n)}\n`).join("");
    const damaged = gzipSync(text);
    damaged.fill(0xff, 100_000, 101_000);
    const { lines, error } = await all(readLines(await file("damaged.gz", damaged), nobody));
    expect(error).toMatchObject({
      code: "BAD_USER_INPUT",
      message: expect.stringContaining("is damaged") as unknown,
    });
    expect(lines.length).toBeGreaterThan(1_000);
  });

  it.each([
    ["plain.gz", "a\n", "is not gzip, although its name ends in .gz"],
    ["empty.gz", "", "is not gzip, although its name ends in .gz"],
  ])("are not there in %s, which is no gzip", async (name, content, reason) => {
    const { error } = await all(readLines(await file(name, content), nobody));
    expect(error).toMatchObject({ code: "BAD_USER_INPUT", message: `${join(home, name)} ${reason}` });
  });

  it.each([
    ["nowhere", "there is no file"],
    [".", "is a directory"],
  ])("are not there in %j", async (name, reason) => {
    const { error } = await all(readLines(join(home, name), nobody));
    expect(error).toMatchObject({
      code: "BAD_USER_INPUT",
      message: expect.stringContaining(reason) as unknown,
    });
  });
});
