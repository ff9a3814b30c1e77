import { startWorkLoop } from "./workLoop.ts";

const LONG = 1_000_000;
const silent = (): void => undefined;

describe("a work loop", () => {
  it("steps on while there is work, then sleeps until it is woken", async () => {
    let left = 3;
    let steps = 0;
    let asleep = (): void => undefined;
    const nextSleep = (): Promise<void> => new Promise((resolve) => (asleep = resolve));
    const step = async (): Promise<boolean> => {
      steps += 1;
      left -= 1;
      if (left < 0) asleep();
      return left >= 0;
    };
    const first = nextSleep();
    const loop = startWorkLoop({ step, pollMilliseconds: LONG, onFailure: silent });
    await first;
    expect(steps).toBe(4);
    const second = nextSleep();
    loop.wake();
    await second;
    expect(steps).toBe(5);
    await loop.stop();
  });

  it("does not oversleep a wake-up that came while it worked", async () => {
    const seen: number[] = [];
    let done = (): void => undefined;
    const twice = new Promise<void>((resolve) => (done = resolve));
    const loop = startWorkLoop({
      step: async () => {
        seen.push(seen.length);
        if (seen.length === 2) done();
        await Promise.resolve();
        return false;
      },
      pollMilliseconds: LONG,
      onFailure: silent,
    });
    loop.wake();
    await twice;
    await loop.stop();
    expect(seen).toEqual([0, 1]);
  });

  it("tells a failure and tries again", async () => {
    const failures: unknown[] = [];
    let attempts = 0;
    let recovered = (): void => undefined;
    const success = new Promise<void>((resolve) => (recovered = resolve));
    const loop = startWorkLoop({
      step: async () => {
        attempts += 1;
        if (attempts === 1) throw new Error("not yet");
        recovered();
        return false;
      },
      pollMilliseconds: LONG,
      onFailure: (error) => failures.push(error),
    });
    await success;
    await loop.stop();
    expect(failures).toEqual([new Error("not yet")]);
  });

  it("is stopped when the step under way is done", async () => {
    let finish = (): void => undefined;
    let finished = false;
    const loop = startWorkLoop({
      step: () => new Promise<boolean>((resolve) => (finish = () => resolve((finished = true)))),
      pollMilliseconds: LONG,
      onFailure: silent,
    });
    const stopping = loop.stop();
    finish();
    await stopping;
    expect(finished).toBe(true);
  });
});
