import { MeshError, z } from "@datamesh/kernel";
import { event, readCloudEvent } from "@datamesh/kernel/event";
import { type EventLog, START } from "@datamesh/kernel/log";
import { memoryEventLog } from "@datamesh/kernel/testing";
import { appendLines } from "./appendLines.ts";
import type { Line } from "./splitLines.ts";

const Moved = event("MOVED", { description: "Somebody moved.", data: { to: z.string(), km: z.number() } });

const moved = (id: string, more: object = {}): string =>
  JSON.stringify({
    specversion: "1.0",
    id,
    source: "/test",
    type: "MOVED",
    time: "2026-01-01T00:00:00Z",
    data: { to: "Utrecht", km: 3 },
    ...more,
  });

async function* lines(...texts: (string | Error)[]): AsyncGenerator<Line> {
  for (const [index, text] of texts.entries()) {
    if (text instanceof Error) throw text;
    yield text.startsWith("!") ? { number: index + 1, problem: text.slice(1) } : { number: index + 1, text };
  }
}

async function append(log: EventLog, ...texts: (string | Error)[]) {
  const refusals: [number, string][] = [];
  const outcome = await appendLines(lines(...texts), readCloudEvent, [Moved], log, {
    batchSize: 2,
    onRefused: (line, reason) => refusals.push([line, reason]),
  });
  return { ...outcome, refusals };
}

describe("lines appended to a log", () => {
  it("are counted by what became of them", async () => {
    const log = memoryEventLog("test");
    const { summary, refusals } = await append(log, moved("a"), moved("a"), "{", "!not UTF-8", moved("b"));
    expect(summary).toEqual({ lines: 5, appended: 2, duplicates: 1, refused: 2 });
    expect(refusals).toEqual([
      [3, "not JSON"],
      [4, "not UTF-8"],
    ]);
  });

  it("are appended as far as they go when they break off", async () => {
    const log = memoryEventLog("test");
    const broken = new MeshError("BAD_USER_INPUT", "ends early");
    const { summary, failure } = await append(log, moved("a"), moved("b"), moved("c"), broken, moved("d"));
    expect(failure).toBe(broken);
    expect(summary).toEqual({ lines: 3, appended: 3, duplicates: 0, refused: 0 });
    expect((await log.status()).head).toBe(3);
  });

  it("go to their streams, and are refused where those are not as they expect", async () => {
    const log = memoryEventLog("test");
    const to = (stream: string, expectedversion?: number | string) => ({ stream, expectedversion });
    const { summary, refusals } = await append(
      log,
      moved("a", to("one", "none")),
      moved("b", to("one")),
      moved("c", to("two", 4)),
      moved("d"),
      moved("e", to("one", 2)),
      moved("f", to("outbox/x")),
    );
    expect(summary).toEqual({ lines: 6, appended: 4, duplicates: 0, refused: 2 });
    expect(refusals).toEqual([
      [3, "the stream stands at version 0, not at 4"],
      [6, expect.stringContaining("outbox")],
    ]);
    const events = await log.read(START, 10);
    expect(events.map(({ id, stream }) => [id, stream?.name, stream?.version])).toEqual([
      ["a", "one", 1],
      ["b", "one", 2],
      ["d", undefined, undefined],
      ["e", "one", 3],
    ]);
  });

  it("are counted up to where the log fails", async () => {
    const log = memoryEventLog("test");
    const gone = new Error("connection lost");
    let calls = 0;
    const failing: EventLog = {
      ...log,
      append: (events) => ((calls += 1) < 2 ? log.append(events) : Promise.reject(gone)),
    };
    const { summary, failure } = await append(
      failing,
      moved("a"),
      moved("b"),
      moved("c"),
      moved("d"),
      moved("e"),
    );
    expect([summary.appended, failure]).toEqual([2, gone]);
  });

  it.each([
    ["a number beyond what a number can be", moved("a").replace('"km":3', '"km":1e309'), "data.km"],
    [
      "such a number in an attribute",
      moved("a").replace('"source"', '"weight":-1e309,"source"'),
      "weight: an extension attribute",
    ],
    ["data twice", moved("a", { data_base64: "e30=" }), "data_base64"],
    ["data in base64", moved("a", { data: undefined, data_base64: "e30=" }), "data_base64"],
  ])("are refused with %s", async (_what, line, where) => {
    const log = memoryEventLog("test");
    const { summary, refusals } = await append(log, line);
    expect([summary.refused, (await log.status()).head]).toEqual([1, 0]);
    expect(refusals[0]?.[1]).toContain(where);
  });
});
