import { setTimeout as sleep } from "node:timers/promises";
import { Deadlines } from "./deadlines.ts";

/** Something under way, and after how many milliseconds it was told that it takes too long. */
function begun(deadlines: Deadlines) {
  const began = performance.now();
  const call = {
    after: undefined as number | undefined,
    expire: () => (call.after = performance.now() - began),
  };
  const place = deadlines.add(call);
  return Object.assign(call, { end: () => deadlines.delete(place) });
}

describe("a deadline", () => {
  test("is told to each when its own time is over, whenever it began", async () => {
    const deadlines = new Deadlines(40);
    const first = begun(deadlines);
    await sleep(15);
    const [second, third] = [begun(deadlines), begun(deadlines)];
    third.end();
    await sleep(100);
    for (const { after } of [first, second]) {
      expect(after).toBeGreaterThanOrEqual(40);
      expect(after).toBeLessThan(80);
    }
    expect(third.after).toBeUndefined();
    const fourth = begun(deadlines);
    await sleep(100);
    expect(fourth.after).toBeGreaterThanOrEqual(40);
  });

  test("of one that ended is not that of the next", async () => {
    const deadlines = new Deadlines(40);
    const first = begun(deadlines);
    await sleep(30);
    first.end();
    const second = begun(deadlines);
    await sleep(25);
    expect(second.after).toBeUndefined();
    await sleep(60);
    expect([first.after === undefined, second.after === undefined]).toEqual([true, false]);
  });
});
