const whole = new Intl.NumberFormat("en-GB", { maximumFractionDigits: 0 });

/** A whole number with its thousands apart: `262,200`. */
export const wholeNumber = (value: number): string => whole.format(value);

/** A count and what is counted: `1 row`, `2,000 rows`. */
export const counted = (value: number, one: string, many = `${one}s`): string =>
  `${wholeNumber(value)} ${value === 1 ? one : many}`;

/** A duration in milliseconds for people: `420 ms`, `2.4 s`, `3 min`. */
export function duration(ms: number): string {
  if (ms < 1_000) return `${Math.round(ms)} ms`;
  if (ms < 60_000) return `${(ms / 1_000).toFixed(1)} s`;
  return `${Math.round(ms / 60_000)} min`;
}

/** A share of 1 as per cent: `99.9 %`. */
export const percent = (share: number): string => `${Number((share * 100).toFixed(2))} %`;
