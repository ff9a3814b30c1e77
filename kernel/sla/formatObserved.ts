import { isDuration, type MeasuredMetric } from "./metrics.ts";

/** An observed value in the unit of its objective: `42ms`, `1.5s`, `3m`, `99.95%`. */
export function formatObserved(metric: MeasuredMetric, value: number): string {
  return isDuration(metric) ? formatDuration(value) : formatShare(value);
}

const UNITS = [
  { unit: "ms", seconds: 0.001, below: 1 },
  { unit: "s", seconds: 1, below: 60 },
  { unit: "m", seconds: 60, below: 3_600 },
  { unit: "h", seconds: 3_600, below: 86_400 },
  { unit: "d", seconds: 86_400, below: Infinity },
];

/** Seconds in the largest unit that fits, with one decimal below ten: `0ms`, `4.2ms`, `42ms`, `3m`. */
export function formatDuration(seconds: number): string {
  const { unit, seconds: one } = UNITS.find(({ below }) => seconds < below) ?? { unit: "s", seconds: 1 };
  const amount = seconds / one;
  return `${Number(amount.toFixed(amount < 10 ? 1 : 0))}${unit}`;
}

/** A share in percent, as exactly as what is missing from the whole needs it, and only what is whole is `100%`. */
function formatShare(share: number): string {
  if (share >= 1) return "100%";
  const missing = Number(((1 - share) * 100).toFixed(8));
  const digits = 10 ** (missing >= 0.01 ? 2 : missing >= 0.0001 ? 4 : 6);
  const percent = Math.floor(Number(((100 - missing) * digits).toFixed(2))) / digits;
  return `${Math.min(percent, 99.999999)}%`;
}
