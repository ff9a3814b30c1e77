import { setTimeout as sleep } from "node:timers/promises";
import { lineWriter, type Writing } from "./lineWriter.ts";

type Done = Parameters<Writing["write"]>[2];

/** A descriptor whose reader reads when it is told to. */
function slowReader() {
  const asked: { readonly text: string; readonly done: Done }[] = [];
  const atOnce: string[] = [];
  const writing: Writing = {
    write: (_fd, bytes, done) => void asked.push({ text: bytes.toString(), done }),
    writeSync: (_fd, bytes) => atOnce.push(bytes.toString()) && bytes.length,
  };
  const lines = lineWriter(2, (count) => `lost ${count}\n`, writing);
  return { lines, asked, atOnce };
}

describe("lines of a log", () => {
  it("are written together, soon", async () => {
    const { lines, asked } = slowReader();
    lines.write("a\n");
    lines.write("b\n");
    expect(asked).toEqual([]);
    await sleep(60);
    expect(asked.map(({ text }) => text)).toEqual(["a\nb\n"]);
  });

  it("wait while others are written, and keep their order, however little is taken at once", async () => {
    const { lines, asked } = slowReader();
    lines.write("abc\n");
    await sleep(60);
    lines.write("d\n");
    asked[0]?.done(null, 2);
    asked[1]?.done(Object.assign(new Error("later"), { code: "EAGAIN" }), 0);
    await sleep(60);
    asked[2]?.done(null, 2);
    expect(asked.map(({ text }) => text)).toEqual(["abc\n", "c\n", "c\n", "d\n"]);
  });

  it("that nobody reads are counted beyond a bound, and the next that is read says so", async () => {
    const { lines, asked } = slowReader();
    lines.write("first\n");
    await sleep(60);
    const line = `${"x".repeat(1_024 * 1_024)}\n`;
    for (let each = 0; each < 20; each += 1) lines.write(line);
    asked[0]?.done(null, 6);
    const text = asked[1]?.text ?? "";
    expect(text.length).toBeLessThan(10 * 1_024 * 1_024);
    const kept = text.split("\n").filter((each) => each.startsWith("x")).length;
    expect(text.endsWith(`\nlost ${20 - kept}\n`)).toBe(true);
  });

  it("that cannot be written are given up, and later ones are tried", async () => {
    const { lines, asked } = slowReader();
    lines.write("a\n");
    await sleep(60);
    asked[0]?.done(Object.assign(new Error("no room"), { code: "ENOSPC" }), 0);
    lines.write("b\n");
    await sleep(60);
    expect(asked.map(({ text }) => text)).toEqual(["a\n", "b\n"]);
  });

  it("that are left at the end of a process are written before it ends", () => {
    const { lines, asked, atOnce } = slowReader();
    lines.write("a\n");
    lines.flush();
    lines.flush();
    expect([asked, atOnce]).toEqual([[], ["a\n"]]);
  });
});
