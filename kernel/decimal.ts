/**
 * Exact arithmetic on decimal texts and whole numbers, as rows hold them: a value is a whole number of units of
 * 10^-scale. Nothing is ever rounded but by `quotient`.
 */

/** The units of a value at a scale; undefined when it is no such number, or has more digits after the point. */
export function unitsOf(value: unknown, scale: number): bigint | undefined {
  if (typeof value === "number") {
    return Number.isSafeInteger(value) ? BigInt(value) * 10n ** BigInt(scale) : undefined;
  }
  if (typeof value !== "string") return undefined;
  const [, sign, whole, fraction = ""] = /^(-?)(\d+)(?:\.(\d+))?$/.exec(value) ?? [];
  if (whole === undefined || fraction.length > scale) return undefined;
  const units = BigInt(whole + fraction.padEnd(scale, "0"));
  return sign === "-" ? -units : units;
}

/** The decimal text of units at a scale, with all its digits after the point. */
export function decimalText(units: bigint, scale: number): string {
  if (scale === 0) return units.toString();
  const digits = (units < 0n ? -units : units).toString().padStart(scale + 1, "0");
  const sign = units < 0n ? "-" : "";
  return `${sign}${digits.slice(0, -scale)}.${digits.slice(-scale)}`;
}

/** A quotient in whole units, rounded half away from zero, as PostgreSQL rounds numeric. */
export function quotient(dividend: bigint, divisor: bigint): bigint {
  const negative = dividend < 0n !== divisor < 0n;
  const [top, bottom] = [dividend < 0n ? -dividend : dividend, divisor < 0n ? -divisor : divisor];
  const rounded = (2n * top + bottom) / (2n * bottom);
  return negative ? -rounded : rounded;
}
