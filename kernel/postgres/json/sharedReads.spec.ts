import { sharedReads } from "./sharedReads.ts";

/** A store whose reads are answered when a test says so. */
function heldStore() {
  const reads: {
    keys: readonly string[];
    signal: AbortSignal | undefined;
    answer: () => void;
    fail: () => void;
  }[] = [];
  const read = (keys: readonly string[], signal: AbortSignal | undefined): Promise<ReadonlySet<string>> =>
    new Promise((resolve, reject) => {
      reads.push({
        keys,
        signal,
        answer: () => resolve(new Set(keys)),
        fail: () => reject(new Error("the store is away")),
      });
    });
  return { reads, load: sharedReads(read) };
}
const turn = (): Promise<void> => new Promise((resolve) => setImmediate(() => setImmediate(resolve)));

test("calls of the same moment share a read, and each key is read once", async () => {
  const { reads, load } = heldStore();
  const loads = [load(["a"], undefined), load(["b", "a"], undefined)];
  await turn();
  expect(reads.map(({ keys }) => keys)).toEqual([["a", "b"]]);
  reads[0]?.answer();
  expect(await Promise.all(loads)).toEqual([new Set(["a", "b"]), new Set(["a", "b"])]);
});

test("what comes while two reads run goes together into the next, and is read after it came", async () => {
  const { reads, load } = heldStore();
  const first = load(["a"], undefined);
  await turn();
  const second = load(["b"], undefined);
  await turn();
  const later = [load(["c"], undefined), load(["d"], undefined)];
  await turn();
  expect(reads.map(({ keys }) => keys)).toEqual([["a"], ["b"]]);
  reads[0]?.answer();
  await first;
  await turn();
  expect(reads.map(({ keys }) => keys)).toEqual([["a"], ["b"], ["c", "d"]]);
  for (const { answer } of reads) answer();
  await Promise.all([second, ...later]);
});

test("a read of many keys at most takes a thousand, but for a call that has more", async () => {
  const { reads, load } = heldStore();
  const keys = (from: number, count: number): string[] =>
    Array.from({ length: count }, (_, at) => `k${from + at}`);
  const loads = [load(keys(0, 600), undefined), load(keys(600, 600), undefined)];
  await turn();
  expect(reads.map((each) => each.keys.length)).toEqual([600, 600]);
  for (const { answer } of reads) answer();
  await Promise.all(loads);
});

test("a read that fails fails for all of its calls, and the next one is tried", async () => {
  const { reads, load } = heldStore();
  const loads = [load(["a"], undefined), load(["b"], undefined)].map((each) => each.catch(String));
  await turn();
  reads[0]?.fail();
  expect(await Promise.all(loads)).toEqual(["Error: the store is away", "Error: the store is away"]);
  const next = load(["c"], undefined);
  await turn();
  reads[1]?.answer();
  expect(await next).toEqual(new Set(["c"]));
});

test("a shared read is aborted when nobody waits for it any more, and not before", async () => {
  const { reads, load } = heldStore();
  const [one, other] = [new AbortController(), new AbortController()];
  const loads = [load(["a"], one.signal), load(["b"], other.signal)];
  await turn();
  one.abort();
  expect(reads[0]?.signal?.aborted).toBe(false);
  other.abort();
  expect(reads[0]?.signal?.aborted).toBe(true);
  reads[0]?.answer();
  await Promise.all(loads);
});

test("a read with a call that waits without end is never aborted", async () => {
  const { reads, load } = heldStore();
  const gone = new AbortController();
  const loads = [load(["a"], gone.signal), load(["b"], undefined)];
  await turn();
  gone.abort();
  expect(reads[0]?.signal).toBeUndefined();
  reads[0]?.answer();
  await Promise.all(loads);
});
