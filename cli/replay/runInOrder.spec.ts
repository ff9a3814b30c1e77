import fc from "fast-check";
import { runInOrder } from "./runInOrder.ts";

const pause = (turns: number) => new Promise<void>((resolve) => setTimeout(resolve, turns));

describe("several things in order", () => {
  it("each is done once, after what must be before it, and never more at once than may be", async () => {
    const items = fc.uniqueArray(fc.integer({ min: 0, max: 12 }), { maxLength: 10 });
    const edges = fc.array(fc.tuple(fc.integer({ min: 0, max: 12 }), fc.integer({ min: 0, max: 12 })), {
      maxLength: 20,
    });
    await fc.assert(
      fc.asyncProperty(items, edges, fc.integer({ min: 1, max: 4 }), async (all, pairs, atOnce) => {
        const before = (item: number) =>
          pairs.flatMap(([a, b]) => (Math.max(a, b) === item ? [Math.min(a, b)] : []));
        const done: number[] = [];
        let [underWay, most] = [0, 0];
        await runInOrder(all, { before, atOnce }, async (item) => {
          most = Math.max(most, (underWay += 1));
          await pause(item % 3);
          underWay -= 1;
          const needed = before(item).filter((each) => each !== item && all.includes(each));
          expect(needed.filter((each) => !done.includes(each))).toEqual([]);
          done.push(item);
        });
        expect(new Set(done)).toEqual(new Set(all));
        expect(done).toHaveLength(all.length);
        expect(most).toBeLessThanOrEqual(atOnce);
      }),
      { numRuns: 60 },
    );
  });

  it("things that wait for one another are done all the same", async () => {
    const done: string[] = [];
    const before = (item: string) => (item === "a" ? ["b"] : ["a"]);
    await runInOrder(["a", "b"], { before, atOnce: 2 }, async (item) => void done.push(item));
    expect(done).toEqual(["a", "b"]);
  });

  it("nothing is begun after a failure, which is told when the rest has ended", async () => {
    const done: string[] = [];
    const failing = runInOrder(["slow", "broken", "never"], { before: () => [], atOnce: 2 }, async (item) => {
      if (item === "broken") throw new Error("broken");
      await pause(20);
      done.push(item);
    });
    await expect(failing).rejects.toThrow("broken");
    expect(done).toEqual(["slow"]);
  });
});
