import { backoff } from "./backoff.ts";

describe("a worker that ends again and again", () => {
  it("is started later each time, and at once again after a long life", () => {
    const waits = backoff();
    expect([10, 10, 10].map((lived) => waits.after(lived))).toEqual([250, 500, 1_000]);
    expect([60_000, 10].map((lived) => waits.after(lived))).toEqual([250, 500]);
  });

  it("never waits for more than half a minute", () => {
    const waits = backoff();
    const all = Array.from({ length: 20 }, () => waits.after(0));
    expect(Math.max(...all)).toBe(30_000);
  });
});
