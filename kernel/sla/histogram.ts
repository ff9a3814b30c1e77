/**
 * How often each size of value was observed: a count by bucket. A plain JSON value that merges by adding, in any
 * order, so that counts of minutes, hours and processes give the same answer as one that saw everything.
 *
 * Buckets are log-linear as in HdrHistogram: 32 of equal width for each power of two, so that a bucket's
 * middle is within 1.6 % of every value in it, whatever the unit. Values at or below zero have a bucket of their own.
 */
export type Histogram = Readonly<Record<string, number>>;

const PER_DOUBLING = 32;
const ZERO = "zero";
/** Below is zero, above counts as it: about a nanosecond and 34,000 years in seconds. */
const SMALLEST = 2 ** -30;
const LARGEST = 2 ** 40;

/** The bucket a value falls into. */
export function bucketOf(value: number): string {
  if (!(value >= SMALLEST)) return ZERO;
  const bounded = Math.min(value, LARGEST);
  const exponent = exponentOf(bounded);
  return String(exponent * PER_DOUBLING + Math.floor((bounded / 2 ** exponent - 1) * PER_DOUBLING));
}

/** The value that stands for all in a bucket: its middle, and 0 for the bucket of zero. */
export function middleOf(bucket: string): number {
  if (bucket === ZERO) return 0;
  const index = Number(bucket);
  const exponent = Math.floor(index / PER_DOUBLING);
  return 2 ** exponent * (1 + (index - exponent * PER_DOUBLING + 0.5) / PER_DOUBLING);
}

/** The counts of all of them together. */
export function mergeHistograms(...all: readonly Histogram[]): Histogram {
  const merged: Record<string, number> = {};
  for (const [bucket, count] of all.flatMap(Object.entries)) merged[bucket] = (merged[bucket] ?? 0) + count;
  return merged;
}

/** How many values were observed. */
export const countOf = (histogram: Histogram): number =>
  Object.values(histogram).reduce((sum, count) => sum + count, 0);

/** The value that a share of all observed ones, such as 0.95, do not exceed (nearest rank); null when there is none. */
export function quantileOf(histogram: Histogram, share: number): number | null {
  const ordered = Object.entries(histogram)
    .map(([bucket, count]) => ({ middle: middleOf(bucket), count }))
    .toSorted((a, b) => a.middle - b.middle);
  let remaining = Math.max(1, Math.ceil(share * countOf(histogram)));
  for (const { middle, count } of ordered) {
    remaining -= count;
    if (remaining <= 0) return middle;
  }
  return null;
}

/** The share of observed values that exceed a limit, from 0 to 1; null when none was observed. */
export function shareOver(histogram: Histogram, limit: number): number | null {
  const all = countOf(histogram);
  if (all === 0) return null;
  const over = Object.entries(histogram).filter(([bucket]) => middleOf(bucket) > limit);
  return over.reduce((sum, [, count]) => sum + count, 0) / all;
}

/** The logarithm may be a hair off at powers of two. */
function exponentOf(value: number): number {
  const near = Math.floor(Math.log2(value));
  if (2 ** near > value) return near - 1;
  return 2 ** (near + 1) <= value ? near + 1 : near;
}
