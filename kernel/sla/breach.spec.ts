import { type BreachChange, judge, UNJUDGED } from "./breach.ts";

/** What each of a row of judgements changed. */
function changes(...judgements: readonly (boolean | null)[]): readonly (BreachChange | undefined)[] {
  let verdict = UNJUDGED;
  return judgements.map((met) => {
    const next = judge(verdict, met);
    verdict = next.verdict;
    return next.change;
  });
}

it("a metric is breached when it is missed twice in a row, and told once", () => {
  expect(changes(false, false, false, false)).toEqual([undefined, "BREACHED", undefined, undefined]);
});

it("one miss between two that are met is nothing", () => {
  expect(changes(true, false, true, false, true)).toEqual(Array(5).fill(undefined));
});

it("a breached metric is restored when it is met twice in a row", () => {
  expect(changes(false, false, true, false, true, true)).toEqual([
    undefined,
    "BREACHED",
    undefined,
    undefined,
    undefined,
    "RESTORED",
  ]);
});

it("a time without observations changes no verdict", () => {
  expect(changes(false, null, false, null, null, true, null, true)).toEqual([
    undefined,
    undefined,
    "BREACHED",
    undefined,
    undefined,
    undefined,
    undefined,
    "RESTORED",
  ]);
});
