import fc from "fast-check";
import { MeshError } from "../errors.ts";
import type { BatchBounds } from "./batchQueue.ts";
import { type BatchWriter, microBatcher } from "./microBatcher.ts";

/** A call of some events, told apart by its number; a poisoned one is refused by the store. */
interface Call {
  readonly number: number;
  readonly events: number;
  readonly poisoned: boolean;
}
/** What goes wrong with a statement: its answer is lost, it never arrives, or the store fails. */
type Fault = "answer lost" | "lost" | "failed" | undefined;

const LOST = new Error("connection lost");
const REFUSED = new Error("a value is refused");
const FAILED = new Error("no room");
const GIVEN_UP = new MeshError("UNAVAILABLE", "given up");
const ROOMY: BatchBounds = { group: { events: 10, bytes: 1e9 }, waiting: { events: 1e9, bytes: 1e9 } };

/** A store that takes each call once, as an idempotent log does, and fails as it is told. */
function flakyStore(faults: Iterator<Fault>) {
  const stored: number[] = [];
  const groups: number[][] = [];
  let writing = 0;
  const write: BatchWriter<Call, number>["write"] = async (calls) => {
    writing += 1;
    if (writing > 1) throw new TypeError("two groups are written at once");
    groups.push(calls.map(({ number }) => number));
    await new Promise((resolve) => setImmediate(resolve));
    writing -= 1;
    const fault = (faults.next() as IteratorResult<Fault, undefined>).value;
    if (fault === "lost") throw LOST;
    if (fault === "failed") throw FAILED;
    if (calls.some(({ poisoned }) => poisoned)) throw REFUSED;
    for (const { number } of calls) if (!stored.includes(number)) stored.push(number);
    if (fault === "answer lost") throw LOST;
    return calls.map(({ number }) => stored.indexOf(number));
  };
  return { stored, groups, write };
}

function batcher(store: Pick<BatchWriter<Call, number>, "write">, bounds = ROOMY, retries = 3) {
  return microBatcher<Call, number>(
    {
      write: store.write,
      meaning: (failure) => (failure === LOST ? "unknown" : failure === REFUSED ? "refused" : "failed"),
      sizeOf: ({ events }) => ({ events, bytes: events }),
      mayRetry: async (attempt) => attempt <= retries,
      givenUp: () => GIVEN_UP,
      later: setImmediate,
    },
    bounds,
  );
}

const simple = (number: number, events = 1): Call => ({ number, events, poisoned: false });
const numbers = (count: number) => Array.from({ length: count }, (_, index) => index);

const calls = fc
  .array(fc.record({ events: fc.integer({ min: 1, max: 6 }), poisoned: fc.boolean(), wait: fc.boolean() }), {
    minLength: 1,
    maxLength: 40,
  })
  .map((list) => list.map((each, number) => ({ ...each, number })));
const faults = fc.array(fc.constantFrom<Fault>("answer lost", "lost", "failed", undefined, undefined), {
  maxLength: 60,
});

describe("a micro-batcher", () => {
  it("tells every caller what became of its call, whatever goes wrong: nothing twice, nothing lost, in order", async () => {
    await fc.assert(
      fc.asyncProperty(calls, faults, async (given, wrong) => {
        const store = flakyStore(wrong[Symbol.iterator]());
        const append = batcher(store);
        const settled: Promise<PromiseSettledResult<number>[]>[] = [];
        for (const call of given) {
          settled.push(Promise.allSettled([append(call)]));
          if (call.wait) await new Promise((resolve) => setImmediate(resolve));
        }
        const results = (await Promise.all(settled)).flat();
        expect(store.stored).toEqual([...store.stored].sort((a, b) => a - b));
        results.forEach((result, number) => {
          const at = store.stored.indexOf(number);
          if (result.status === "fulfilled") return expect(result.value).toBe(at);
          if (result.reason === REFUSED) return expect([given[number]?.poisoned, at]).toEqual([true, -1]);
          if (result.reason === FAILED) return expect(at).toBe(-1);
          return expect(result.reason).toBe(GIVEN_UP);
        });
      }),
      { numRuns: 300 },
    );
  });

  it("refuses the calls at fault and no others", async () => {
    await fc.assert(
      fc.asyncProperty(calls, async (given) => {
        const store = flakyStore([][Symbol.iterator]());
        const append = batcher(store);
        const results = await Promise.allSettled(given.map(append));
        expect(results.map(({ status }) => status === "rejected")).toEqual(
          given.map(({ poisoned }) => poisoned),
        );
        expect(store.stored).toEqual(given.filter(({ poisoned }) => !poisoned).map(({ number }) => number));
      }),
    );
  });

  it("writes what comes at once as groups within bounds, and what comes meanwhile as the next", async () => {
    const store = flakyStore([][Symbol.iterator]());
    const append = batcher(store);
    const first = numbers(4).map((number) => append(simple(number, 4)));
    const large = append(simple(4, 25));
    const last = numbers(3).map((number) => append(simple(5 + number)));
    await Promise.all([...first, large, ...last]);
    expect(store.groups).toEqual([[0, 1], [2, 3], [4], [5, 6, 7]]);
  });

  it("groups callers that are woken together", async () => {
    const store = flakyStore([][Symbol.iterator]());
    const append = batcher(store);
    const caller = async (of: number) => {
      for (const round of numbers(5)) await append(simple(of * 5 + round));
    };
    await Promise.all(numbers(8).map(caller));
    expect(store.groups.map(({ length }) => length)).toEqual(Array(5).fill(8));
  });

  it("refuses what is more than may wait, and takes calls again when there is room", async () => {
    const store = flakyStore([][Symbol.iterator]());
    const bounds = { group: { events: 4, bytes: 1e9 }, waiting: { events: 10, bytes: 1e9 } };
    const append = batcher(store, bounds);
    const results = await Promise.allSettled(numbers(15).map((number) => append(simple(number))));
    const refused = results.filter(({ status }) => status === "rejected");
    expect(refused).toHaveLength(5);
    expect(refused.map((each) => (each as PromiseRejectedResult).reason as MeshError)).toEqual(
      refused.map(() => expect.objectContaining({ code: "UNAVAILABLE" }) as unknown),
    );
    await expect(append(simple(99))).resolves.toBe(10);
  });

  it("takes a call that is larger than what may wait when nothing waits", async () => {
    const bounds = { group: { events: 4, bytes: 1e9 }, waiting: { events: 10, bytes: 1e9 } };
    const append = batcher(flakyStore([][Symbol.iterator]()), bounds);
    await expect(append(simple(1, 1_000))).resolves.toBe(0);
  });

  it("tells those who wait behind a group that had to be given up, and goes on with later ones", async () => {
    const store = flakyStore(Array<Fault>(4).fill("lost")[Symbol.iterator]());
    const append = batcher(store);
    const results = await Promise.allSettled(numbers(30).map((number) => append(simple(number))));
    expect(results).toEqual(Array(30).fill({ status: "rejected", reason: GIVEN_UP }));
    expect(store.groups).toHaveLength(4);
    await expect(append(simple(30))).resolves.toBe(0);
  });
});
