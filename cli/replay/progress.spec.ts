import { tellLeft, tellProgress } from "./progress.ts";

describe("the progress of a replay", () => {
  const told = (moments: readonly (readonly [at: number, events: number])[], of: number) => {
    const lines: string[] = [];
    let now = 0;
    const tell = tellProgress(
      "scores@1",
      (line) => lines.push(line),
      () => now,
    );
    for (const [at, events] of moments) {
      now = at;
      tell({ events, of });
    }
    return lines;
  };

  it("is told after two seconds and then every second, with its pace and the time left", () => {
    expect(
      told(
        [
          [0, 0],
          [1_999, 1],
          [2_000, 50_000],
          [2_900, 60_000],
          [4_000, 100_000],
        ],
        1_000_000,
      ),
    ).toEqual([
      "scores@1: 50,000 of 1,000,000 events (5%), 25,000 events/s, 38 s left",
      "scores@1: 100,000 of 1,000,000 events (10%), 25,000 events/s, 36 s left",
    ]);
  });

  it("tells long times in minutes and hours", () => {
    expect(
      told(
        [
          [0, 0],
          [10_000, 10_000],
        ],
        310_000,
      ),
    ).toEqual(["scores@1: 10,000 of 310,000 events (3%), 1,000 events/s, 5 min 0 s left"]);
    expect(
      told(
        [
          [0, 0],
          [10_000, 1_000],
        ],
        1_000_000,
      )[0],
    ).toContain("2 h 46 min left");
  });

  it("does not count what an earlier rebuild had done, and says that it goes on with that", () => {
    expect(
      told(
        [
          [0, 900_000],
          [10_000, 950_000],
        ],
        1_000_000,
      ),
    ).toEqual(["scores@1: 950,000 of 1,000,000 events (95%), 5,000 events/s, 10 s left"]);
    expect(tellLeft("scores@1", { events: 900_000 })).toBe(
      "scores@1: going on with a rebuild that was cut off, after 900,000 events",
    );
    expect(tellLeft("scores@1", { discarded: "it was of other code (changed: fold 1 of SCORED)" })).toBe(
      "scores@1: beginning anew; a rebuild that was cut off is of no use: it was of other code (changed: fold 1 of SCORED)",
    );
  });

  it("knows nothing of time while nothing has been read", () => {
    expect(
      told(
        [
          [0, 0],
          [3_000, 0],
        ],
        10,
      ),
    ).toEqual(["scores@1: 0 of 10 events (0%)"]);
  });
});
