import fc from "fast-check";
import { type EventLog, position, type StoredEvent } from "../../log/index.ts";
import { memoryEventLog } from "../../testing/memoryEventLog.ts";
import { createLogWindow } from "./logWindow.ts";

const event = (id: string) => ({
  id,
  type: "HAPPENED",
  version: 1,
  occurredAt: "2026-01-01T00:00:00.000Z",
  data: {},
  metadata: {},
});
const append = async (log: EventLog, count: number): Promise<void> => {
  const { head } = await log.status();
  await log.append(Array.from({ length: count }, (_, index) => event(`e-${head + index + 1}`)));
};
/** A log that counts how often it is read. */
const counting = (log: EventLog) => {
  const counted = { reads: 0 };
  const read: EventLog["read"] = (after, limit) => {
    counted.reads += 1;
    return log.read(after, limit);
  };
  return { log: { ...log, read }, counted };
};
const positions = (events: readonly StoredEvent[]): readonly number[] => events.map((each) => each.position);

it("products at the end of the log share a read, and what it parsed", async () => {
  const log = memoryEventLog("log");
  const [shared, own] = [counting(log), counting(log)];
  const window = createLogWindow(shared.log);
  const views = [window.over(own.log), window.over(own.log), window.over(own.log)];
  await append(log, 10);
  const found = await Promise.all(views.map((view) => view.read(position(0), 100)));
  expect(found.map(positions)).toEqual(Array(3).fill([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]));
  expect(found[1]![0]).toBe(found[0]![0]);
  expect(shared.counted.reads).toBeLessThanOrEqual(2);
  expect(own.counted.reads).toBe(0);
});

it("one that is behind reads on its own until it is back", async () => {
  const log = memoryEventLog("log");
  const [shared, own] = [counting(log), counting(log)];
  const window = createLogWindow(shared.log, 5);
  const [fast, slow] = [window.over(own.log), window.over(own.log)];
  await append(log, 20);
  for (let at = 0; at < 20; at += 4) await fast.read(position(at), 4);
  expect(own.counted.reads).toBe(0);
  expect(positions(await slow.read(position(0), 10))).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
  expect(own.counted.reads).toBe(1);
  expect(positions(await slow.read(position(16), 10))).toEqual([17, 18, 19, 20]);
  expect(own.counted.reads).toBe(1);
});

it("what was there before a read began is found, though another's read is under way", async () => {
  const log = memoryEventLog("log");
  let release = (): void => undefined;
  const gate = new Promise<void>((resolve) => (release = resolve));
  let first = true;
  const slow: EventLog = {
    ...log,
    read: async (after, limit) => {
      const found = await log.read(after, limit);
      if (first) {
        first = false;
        await gate;
      }
      return found;
    },
  };
  const window = createLogWindow(slow);
  const early = window.over(log).read(position(0), 10);
  await append(log, 1);
  const late = window.over(log).read(position(0), 10);
  release();
  expect(positions(await early)).toEqual([]);
  expect(positions(await late)).toEqual([1]);
});

it("whoever reads when, and however much: each sees the log without a gap", async () => {
  const round = fc.record({
    appended: fc.nat(6),
    reads: fc.array(fc.record({ reader: fc.nat(3), limit: fc.integer({ min: 1, max: 7 }) }), {
      maxLength: 4,
    }),
  });
  await fc.assert(
    fc.asyncProperty(
      fc.array(round, { maxLength: 40 }),
      fc.integer({ min: 1, max: 9 }),
      async (rounds, kept) => {
        const log = memoryEventLog("log");
        const window = createLogWindow(log, kept);
        const readers = Array.from({ length: 4 }, () => ({ at: 0, view: window.over(log) }));
        const read = async (reader: (typeof readers)[number], limit: number): Promise<void> => {
          const after = reader.at;
          const found = positions(await reader.view.read(position(after), limit));
          expect(found).toEqual(found.map((_each, index) => after + index + 1));
          reader.at = Math.max(reader.at, found.at(-1) ?? 0);
        };
        for (const { appended, reads } of rounds) {
          const appending = append(log, appended);
          await Promise.all(reads.map(({ reader, limit }) => read(readers[reader]!, limit)));
          await appending;
        }
        const { head } = await log.status();
        for (const reader of readers) {
          for (let before = -1; before !== reader.at;) {
            before = reader.at;
            await read(reader, 5);
          }
          expect(reader.at).toBe(head);
        }
      },
    ),
  );
});
