import { abortedWith } from "./abortedWith.ts";

describe("what is aborted with a signal", () => {
  test("is told once, unless it has ended, and the signal has one listener for all", () => {
    const gone = new AbortController();
    let listeners = 0;
    const { signal } = gone;
    const add = signal.addEventListener.bind(signal);
    signal.addEventListener = (...given: Parameters<typeof add>) => {
      listeners += 1;
      add(...given);
    };
    const told: string[] = [];
    const calls = ["a", "b", "c"].map((name) => ({ abort: () => void told.push(name) }));
    const [, second] = calls.map((call) => abortedWith(signal).add(call));
    if (second !== undefined) abortedWith(signal).delete(second);
    gone.abort();
    gone.abort();
    expect(told).toEqual(["a", "c"]);
    expect(listeners).toBe(1);
  });
});
