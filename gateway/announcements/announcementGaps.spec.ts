import type { Standing } from "@datamesh/kernel/projection";
import { announcementBoard } from "./announcementBoard.ts";
import { announcementGaps, GAP_BOUNDS } from "./announcementGaps.ts";

const at = (cut: number): Standing => ({ position: cut, revision: { generation: 1, cut, epoch: 0 } });

/** A board at which a cut is heard, at a moment in milliseconds, of which it was asked and so old when it was. */
function open() {
  const board = announcementBoard();
  const clock = { now: 0 };
  const gaps = announcementGaps(board, () => clock.now);
  const hear = (cut: number, heard: { readonly now: number; readonly at: number; readonly age?: number }) => {
    clock.now = heard.now;
    const ages = heard.age === undefined ? {} : { ages: new Map([["people@1", heard.age] as const]) };
    board.heardOf({
      context: "registry",
      standings: new Map([["people@1", at(cut)]]),
      at: heard.at,
      ...ages,
    });
  };
  return { gaps, hear };
}

describe("the gap between commit and announcement", () => {
  it("is the age of the commit when it was asked for, and what has passed since", () => {
    const { gaps, hear } = open();
    hear(1, { now: 1_000, at: 990, age: 5_000 });
    hear(2, { now: 2_000, at: 1_960, age: 20 });
    expect(gaps.take()).toEqual([{ product: "people", major: 1, seconds: 0.06 }]);
  });

  it("is not that of a state which was there before anybody listened", () => {
    const { gaps, hear } = open();
    hear(1, { now: 1_000, at: 990, age: 5_000 });
    hear(1, { now: 1_250, at: 1_240, age: 5_250 });
    expect([gaps.take(), gaps.totals()]).toEqual([[], []]);
  });

  it("is measured once for each state, however often that is heard", () => {
    const { gaps, hear } = open();
    for (const cut of [1, 2, 2, 2]) hear(cut, { now: 100, at: 100, age: 30 });
    expect(gaps.totals()).toMatchObject([{ product: "people", major: 1, count: 1, secondsSum: 0.03 }]);
  });

  it("is not measured where a backup leads back, nor where nobody tells the age", () => {
    const { gaps, hear } = open();
    hear(5, { now: 100, at: 100 });
    hear(6, { now: 200, at: 200 });
    hear(4, { now: 300, at: 300, age: 1e9 });
    expect(gaps.totals()).toEqual([]);
  });

  it("is reported as the longest since the last report, and counted within its bounds", () => {
    const { gaps, hear } = open();
    [0, 200, 40].forEach((age, index) => hear(index + 1, { now: 100, at: 100, age }));
    expect(gaps.take()).toEqual([{ product: "people", major: 1, seconds: 0.2 }]);
    expect(gaps.take()).toEqual([]);
    const within = GAP_BOUNDS.map((bound) => Number(bound >= 0.04) + Number(bound >= 0.2));
    expect(gaps.totals()).toMatchObject([{ count: 2, within }]);
  });
});
