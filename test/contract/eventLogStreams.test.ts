import fc from "fast-check";
import {
  type EventLog,
  type ExpectedVersion,
  type NewEvent,
  START,
  type StreamAppend,
  type StreamTarget,
} from "@datamesh/kernel/log";
import { memoryEventLog } from "@datamesh/kernel/testing";
import { EVENT_LOGS, newEvent, newEvents } from "../support/eventLogs.ts";

const none = (stream: string): StreamTarget => ({ stream, expected: "none" });
const any = (stream: string): StreamTarget => ({ stream, expected: "any" });
const versions = (outcome: StreamAppend): readonly (number | undefined)[] =>
  outcome.kind === "appended" ? outcome.events.map(({ stream }) => stream?.version) : [];

describe.each(EVENT_LOGS)("streams of an event log in %s", (_name, open) => {
  let log: EventLog;
  let stop: () => Promise<void>;
  beforeAll(async () => ({ log, stop } = await open()));
  afterAll(() => stop());

  it("number their events from 1, whatever stands between them in the log", async () => {
    await log.appendTo(none("s-1"), newEvents(2, "one"));
    await log.append(newEvents(2, "alone"));
    const more = await log.appendTo({ stream: "s-1", expected: 2 }, newEvents(1, "more"));
    expect(more).toEqual({
      kind: "appended",
      events: [{ id: "more-0", position: 5, duplicate: false, stream: { name: "s-1", version: 3 } }],
    });
    const read = await log.read(START, 10);
    expect(read.map(({ stream }) => stream)).toEqual([
      { name: "s-1", version: 1 },
      { name: "s-1", version: 2 },
      undefined,
      undefined,
      { name: "s-1", version: 3 },
    ]);
  });

  it.each([
    ["none", 3],
    [0, 3],
    [2, 3],
    [4, 3],
  ] as const)("answer a conflict when %p is expected and they stand elsewhere", async (expected, actual) => {
    const before = await log.status();
    const outcome = await log.appendTo({ stream: "s-1", expected }, newEvents(2, `late-${expected}`));
    expect(outcome).toEqual({ kind: "conflict", stream: "s-1", expected, actual });
    expect(await log.status()).toEqual(before);
  });

  it("answer a conflict when a version is expected of one that does not exist", async () => {
    const outcome = await log.appendTo({ stream: "s-none", expected: 1 }, newEvents(1, "nowhere"));
    expect(outcome).toEqual({ kind: "conflict", stream: "s-none", expected: 1, actual: 0 });
    expect(versions(await log.appendTo({ stream: "s-none", expected: 0 }, newEvents(1, "begun")))).toEqual([
      1,
    ]);
  });

  it("take any version where any will do", async () => {
    expect(versions(await log.appendTo(any("s-any"), newEvents(2, "x")))).toEqual([1, 2]);
    expect(versions(await log.appendTo(any("s-any"), newEvents(2, "y")))).toEqual([3, 4]);
  });

  it("answer a call that is repeated whole as the first time, though they have moved on", async () => {
    const first = await log.appendTo(none("s-again"), newEvents(2, "again"));
    await log.appendTo({ stream: "s-again", expected: 2 }, newEvents(3, "further"));
    const before = await log.status();
    const second = await log.appendTo(none("s-again"), newEvents(2, "again"));
    expect(second).toEqual({
      kind: "appended",
      events: first.kind === "appended" && first.events.map((each) => ({ ...each, duplicate: true })),
    });
    expect(await log.status()).toEqual(before);
  });

  it("hold a call that is repeated in part to what it expects", async () => {
    await log.appendTo(none("s-part"), newEvents(1, "part"));
    const offered = [...newEvents(1, "part"), newEvent("part-new")];
    const stale = await log.appendTo(none("s-part"), offered);
    expect(stale).toEqual({ kind: "conflict", stream: "s-part", expected: "none", actual: 1 });
    expect(versions(await log.appendTo({ stream: "s-part", expected: 1 }, offered))).toEqual([1, 2]);
  });

  it("answer an id that is in the log already with where it stands there", async () => {
    const { head } = await log.status();
    await log.append([newEvent("elsewhere")]);
    const other = { ...newEvent("elsewhere"), data: { modelName: "other", modelVersion: "other" } };
    const outcome = await log.appendTo(none("s-else"), [other, newEvent("s-else-1")]);
    expect(outcome).toEqual({
      kind: "appended",
      events: [
        { id: "elsewhere", position: head + 1, duplicate: true },
        { id: "s-else-1", position: head + 2, duplicate: false, stream: { name: "s-else", version: 1 } },
      ],
    });
    const [kept] = await log.read(head, 1);
    expect(kept?.data).toEqual(newEvent("elsewhere").data);
  });

  it("let one of many writers win that expect the same version, and tell the others where it stands", async () => {
    const outcomes = await Promise.all(
      Array.from({ length: 20 }, (_, writer) => log.appendTo(none("s-race"), newEvents(2, `race-${writer}`))),
    );
    const conflict = { kind: "conflict", stream: "s-race", expected: "none", actual: 2 };
    expect(outcomes.filter(({ kind }) => kind === "appended")).toHaveLength(1);
    expect(outcomes.filter(({ kind }) => kind === "conflict")).toEqual(Array(19).fill(conflict));
  });

  it("take all of many writers at once that expect what the one before leaves", async () => {
    const before = await log.status();
    const outcomes = await Promise.all(
      Array.from({ length: 50 }, (_, index) =>
        log.appendTo({ stream: "s-chain", expected: index * 2 }, newEvents(2, `chain-${index}`)),
      ),
    );
    expect(outcomes.flatMap(versions)).toEqual(Array.from({ length: 100 }, (_, index) => index + 1));
    const read = await log.read(before.head, 200);
    expect(read.map(({ position }) => position - before.head)).toEqual(read.map((_, index) => index + 1));
    expect(read.map(({ stream }) => stream?.version)).toEqual(read.map((_, index) => index + 1));
  });

  it.each([
    ["", "none", "named by 1 to 200 characters"],
    ["x".repeat(201), "any", "named by 1 to 200 characters"],
    ["a\u0000", "any", "NUL"],
    ["outbox/order-1", "any", "written through the outbox"],
    ["s-1", -1, "a whole number"],
    ["s-1", 1.5, "a whole number"],
  ] as const)("refuse the target %p at %p", async (stream, expected, reason) => {
    await expect(log.appendTo({ stream, expected }, newEvents(1, "no"))).rejects.toThrow(reason);
  });

  it("take a call without events and change nothing", async () => {
    const before = await log.status();
    const nothing = { kind: "appended", events: [] };
    expect(await log.append([])).toEqual([]);
    expect(await log.appendTo({ stream: "s-1", expected: 99 }, [])).toEqual(nothing);
    expect(await log.status()).toEqual(before);
  });
});

const TIMES = 30;
interface GivenCall {
  readonly stream: string | undefined;
  readonly expected: ExpectedVersion;
  readonly ids: readonly number[];
}

/** Few streams, versions and ids, so that calls of a group meet often. */
const call: fc.Arbitrary<GivenCall> = fc.record({
  stream: fc.option(fc.constantFrom("a", "b", "c"), { nil: undefined, freq: 3 }),
  expected: fc.oneof(fc.constant("any" as const), fc.constant("none" as const), fc.nat({ max: 8 })),
  ids: fc.array(fc.nat({ max: 60 }), { minLength: 1, maxLength: 3 }),
});

describe("calls that come at once", () => {
  it("are answered by PostgreSQL as by a log in memory that takes one after the other", async () => {
    const [, [, openPostgres]] = EVENT_LOGS as [unknown, (typeof EVENT_LOGS)[number]];
    const { log, stop } = await openPostgres();
    const memory = memoryEventLog("models_events");
    let run = 0;
    try {
      await fc.assert(
        fc.asyncProperty(fc.array(call, { minLength: 1, maxLength: 25 }), async (calls) => {
          run += 1;
          const on = (subject: EventLog) => (given: GivenCall) => appendOn(subject, given, run);
          const expected = await Promise.all(calls.map(on(memory)));
          expect(await Promise.all(calls.map(on(log)))).toEqual(expected);
        }),
        { numRuns: TIMES },
      );
      const [known, read] = await Promise.all([memory, log].map((each) => each.read(START, 100_000)));
      expect(read?.map(withoutTime)).toEqual(known?.map(withoutTime));
      expect(await log.status()).toEqual(await memory.status());
    } finally {
      await stop();
    }
  });
});

/** Every run has streams and ids of its own, in a log that all share. */
function appendOn(log: EventLog, { stream, expected, ids }: GivenCall, run: number) {
  const events = ids.map((id) => newEvent(`run-${run}-${id}`));
  if (stream === undefined) return log.append(events);
  return log.appendTo({ stream: `${stream}-${run}`, expected }, events);
}

const withoutTime = ({ recordedAt: _recordedAt, ...event }: NewEvent & { readonly recordedAt: string }) =>
  event;
