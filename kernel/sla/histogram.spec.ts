import fc from "fast-check";
import {
  bucketOf,
  countOf,
  type Histogram,
  mergeHistograms,
  middleOf,
  quantileOf,
  shareOver,
} from "./histogram.ts";

const histogramOf = (values: readonly number[]): Histogram =>
  mergeHistograms(...values.map((value) => ({ [bucketOf(value)]: 1 })));
const values = (constraints: fc.ArrayConstraints = {}) =>
  fc.array(fc.double({ min: 1e-4, max: 1e6, noNaN: true }), constraints);
const someHistogram = values({ maxLength: 50 }).map(histogramOf);

it("a bucket's middle is within 1.6 % of every value in it", () => {
  fc.assert(
    fc.property(fc.double({ min: 1e-8, max: 1e9, noNaN: true }), (value) => {
      expect(Math.abs(middleOf(bucketOf(value)) - value) / value).toBeLessThanOrEqual(1 / 64 + 1e-9);
    }),
  );
});

it("a greater value is never in a lower bucket", () => {
  fc.assert(
    fc.property(values({ minLength: 2, maxLength: 2 }), ([a = 0, b = 0]) => {
      const [low, high] = [Math.min(a, b), Math.max(a, b)];
      expect(middleOf(bucketOf(low))).toBeLessThanOrEqual(middleOf(bucketOf(high)));
    }),
  );
});

it("a quantile is within the error of a bucket of the exact one", () => {
  fc.assert(
    fc.property(values({ minLength: 1, maxLength: 200 }), fc.constantFrom(0.5, 0.95, 0.99), (all, share) => {
      const exact = all.toSorted((a, b) => a - b)[Math.ceil(share * all.length) - 1] ?? 0;
      const found = quantileOf(histogramOf(all), share) ?? 0;
      expect(Math.abs(found - exact) / exact).toBeLessThanOrEqual(1 / 64 + 1e-9);
    }),
  );
});

it("merging is associative and commutative, and what is merged answers as one that saw everything", () => {
  fc.assert(
    fc.property(someHistogram, someHistogram, someHistogram, (a, b, c) => {
      expect(mergeHistograms(mergeHistograms(a, b), c)).toEqual(mergeHistograms(a, mergeHistograms(b, c)));
      expect(mergeHistograms(a, b)).toEqual(mergeHistograms(b, a));
    }),
  );
  fc.assert(
    fc.property(values({ minLength: 1, maxLength: 50 }), values({ maxLength: 50 }), (a, b) => {
      const merged = mergeHistograms(histogramOf(a), histogramOf(b));
      expect(quantileOf(merged, 0.95)).toBe(quantileOf(histogramOf([...a, ...b]), 0.95));
    }),
  );
});

it("a P95 of merged counts is not the mean of two P95s", () => {
  const quick = histogramOf(Array.from({ length: 1_000 }, () => 0.01));
  const slow = histogramOf([10]);
  expect(quantileOf(mergeHistograms(quick, slow), 0.95)).toBeCloseTo(0.01, 3);
});

it("nothing observed has no quantile and no share", () => {
  expect(quantileOf({}, 0.95)).toBeNull();
  expect(shareOver({}, 1)).toBeNull();
});

it("zero, less than zero and no number count as zero", () => {
  const none = histogramOf([0, -1, Number.NaN]);
  expect(none).toEqual({ zero: 3 });
  expect(quantileOf(none, 0.99)).toBe(0);
});

it("what is beyond the largest value counts as it", () => {
  expect(countOf(histogramOf([Infinity]))).toBe(1);
  expect(quantileOf(histogramOf([Infinity]), 0.5)).toBeGreaterThan(1e12);
});

it("tells the share of values over a limit", () => {
  expect(shareOver(histogramOf([1, 2, 3, 40]), 10)).toBe(0.25);
});
