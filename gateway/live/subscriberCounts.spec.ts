import { atOnce } from "./atOnce.ts";
import { mayOpenFrom } from "./originCheck.ts";
import { subscriberCounts } from "./subscriberCounts.ts";

test("a consumer has so many subscriptions and no more, until one is over", () => {
  const counts = subscriberCounts({ perConsumer: 2, inAll: 3 });
  const over = counts.admit("ada", "sse");
  counts.admit("ada", "sse");
  expect(() => counts.admit("ada", "sse")).toThrow(expect.objectContaining({ code: "RATE_LIMITED" }));
  over();
  over();
  counts.admit("ada", "sse");
  counts.admit("bob", "sse");
  expect(() => counts.admit("eve", "sse")).toThrow(expect.objectContaining({ code: "RATE_LIMITED" }));
  expect(counts.inAll).toBe(3);
});

test("so much work runs at once, the rest in its order, and what fails makes room too", async () => {
  const run = atOnce(2);
  let running = 0;
  let most = 0;
  const order: number[] = [];
  const work = (n: number) => async (): Promise<void> => {
    most = Math.max(most, (running += 1));
    order.push(n);
    await new Promise((resolve) => setImmediate(resolve));
    running -= 1;
    if (n === 1) throw new Error("one fails");
  };
  const all = await Promise.allSettled([0, 1, 2, 3, 4].map((n) => run(work(n))));
  expect(all.map(({ status }) => status === "fulfilled")).toEqual([true, false, true, true, true]);
  expect([most, order]).toEqual([2, [0, 1, 2, 3, 4]]);
});

test.each([
  [undefined, "mesh.example", true],
  ["https://mesh.example", "mesh.example", true],
  ["https://app.example.com", "mesh.example", true],
  ["http://localhost:5173", "mesh.example", true],
  ["https://evil.example", "mesh.example", false],
  ["null", "mesh.example", false],
])("a WebSocket may be opened by a page of %s at %s: %s", (origin, host, may) => {
  expect(mayOpenFrom({ origin, host }, ["https://app.example.com", "http://localhost:*"])).toBe(may);
});
