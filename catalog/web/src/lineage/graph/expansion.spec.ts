import fc from "fast-check";
import {
  type At,
  EVERYTHING,
  FIRST,
  fold,
  NEAREST,
  readExpansion,
  shownAt,
  unfold,
  writeExpansion,
} from "./expansion.ts";

const of = { root: "a@1" };
const anyAt: fc.Arbitrary<At> = fc.record({
  of: fc.constant(of),
  id: fc.constantFrom("a@1", "b@1", "c@1", "customers_events", "model v2.1 (new)"),
  side: fc.constantFrom("up", "down"),
});
const anyExpansion = fc
  .tuple(
    fc.constantFrom(NEAREST, EVERYTHING),
    fc.array(fc.tuple(fc.constantFrom(fold, unfold), anyAt), { maxLength: 8 }),
  )
  .map(([start, changes]) => changes.reduce((expansion, [change, at]) => change(expansion, at), start));

test("at first the root shows its nearest neighbours, and nothing else shows any", () => {
  expect(shownAt(NEAREST, { of, id: "a@1", side: "down" })).toBe(FIRST);
  expect(shownAt(NEAREST, { of, id: "b@1", side: "down" })).toBe(0);
  expect(shownAt(EVERYTHING, { of, id: "b@1", side: "up" })).toBe(Infinity);
});

test("a side that is open shows more each time it is asked to", () => {
  const at = { of, id: "b@1", side: "down" } as const;
  const once = unfold(NEAREST, at);
  expect(shownAt(once, at)).toBe(FIRST);
  expect(shownAt(unfold(once, at), at)).toBeGreaterThan(FIRST);
  expect(shownAt(once, { ...at, side: "up" })).toBe(0);
});

test("unfolding what is folded and folding it again changes nothing", () => {
  fc.assert(
    fc.property(anyExpansion, anyAt, (expansion, at) => {
      fc.pre(shownAt(expansion, at) === 0);
      expect(writeExpansion(fold(unfold(expansion, at), at))).toBe(writeExpansion(expansion));
    }),
  );
});

test("what is written to an address is read from it", () => {
  fc.assert(
    fc.property(anyExpansion, (expansion) => {
      expect(readExpansion(writeExpansion(expansion))).toEqual(expansion);
    }),
  );
});

test("an address says nothing of the nearest, little of each side, and may say anything", () => {
  expect(writeExpansion(NEAREST)).toBeUndefined();
  expect(writeExpansion(EVERYTHING)).toBe("all");
  expect(writeExpansion(unfold(NEAREST, { of, id: "customer-credit-scores@2", side: "down" }))).toMatch(
    /^d[0-9a-z]{1,7}$/,
  );
  expect(readExpansion("x.all..d!.u1-x.d12-3")).toEqual({ all: false, changed: new Map([["d12", 3]]) });
});
