/** A dense index in a log or a product's history: 1 is the first, 0 is before everything. */
export type Position = number & { readonly __brand: "Position" };

/** Before everything. */
export const START = 0 as Position;

/** Brands a number as a position. Throws TypeError unless it is a whole number from 0 to 2^53 - 1. */
export function position(value: number | string): Position {
  const number = Number(value);
  if (!Number.isSafeInteger(number) || number < 0) throw new TypeError(`${value} is not a position`);
  return number as Position;
}

/** What names an event. */
export interface EventRef {
  readonly id: string;
  readonly type: string;
}
