import type { LiveResult } from "./liveEvent.ts";
import { startedStream } from "./startedStream.ts";

const event = (data: string): LiveResult => ({ data: { data } });
const never = new Promise<void>(() => undefined);

async function all(results: AsyncGenerator<LiveResult, void>): Promise<readonly LiveResult[]> {
  const read: LiveResult[] = [];
  for await (const each of results) read.push(each);
  return read;
}

describe("a stream", () => {
  test("that has begun gives all of its results, also when the first comes later", async () => {
    const happens = Promise.withResolvers<void>();
    async function* results(): AsyncGenerator<LiveResult, void> {
      await happens.promise;
      yield event("a");
      yield event("b");
    }
    const started = await startedStream(results(), Promise.resolve());
    if (started.kind !== "begun") throw new Error("it has begun");
    happens.resolve();
    expect(await all(started.results)).toEqual([event("a"), event("b")]);
  });

  test("that ends before it begins is answered by its first result, and is over", async () => {
    let isOver = false;
    async function* results(): AsyncGenerator<LiveResult, void> {
      try {
        yield event("refused");
      } finally {
        isOver = true;
      }
    }
    expect(await startedStream(results(), never)).toEqual({ kind: "answered", result: event("refused") });
    expect(isOver).toBe(true);
  });

  test("that is left before it begins has no result", async () => {
    async function* results(): AsyncGenerator<LiveResult, void> {
      yield* [];
    }
    expect(await startedStream(results(), never)).toEqual({ kind: "answered", result: undefined });
  });

  test("is let go of when its reader has enough, be it before the first result", async () => {
    const left = Promise.withResolvers<void>();
    let isOver = false;
    async function* results(): AsyncGenerator<LiveResult, void> {
      try {
        await left.promise;
        yield event("a");
        yield event("b");
      } finally {
        isOver = true;
      }
    }
    const started = await startedStream(results(), Promise.resolve());
    if (started.kind !== "begun") throw new Error("it has begun");
    const reading = started.results.next();
    const leaving = started.results.return();
    left.resolve();
    await Promise.all([reading, leaving]);
    expect(isOver).toBe(true);
  });
});
