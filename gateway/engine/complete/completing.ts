/** Stands where a null cannot be: whatever holds it becomes null (GraphQL spec, 6.4.4). What caused it is told. */
export const BUBBLE: unique symbol = Symbol("null where there cannot be one");

/** An item of a list, in a place. */
export const ITEM: unique symbol = Symbol("an item of a list");

/** Response keys from the root and items of lists, as far as they are known before there is data. */
export type PlaceOf = readonly (string | typeof ITEM)[];

/** Response keys and list indices. */
export type Gap = readonly (string | number)[];

/** What one completion works on. */
export interface Completing {
  /** The index in each list that is being gone through, from the root. */
  readonly indices: number[];
  /** Where a value is missing or is none of its type. */
  readonly gaps: Gap[];
  /** By number of a place at which it depends on the data whether a type occurs: whether it did. */
  readonly occurred: boolean[];
}

/** Completes a value that is not null; BUBBLE when it cannot be completed. */
export type Complete = (value: unknown, completing: Completing) => unknown;

/** As many gaps as are told of one answer: a thousand rows of the same do not say more. */
const MOST_GAPS = 100;

/** Notes a gap. */
export function noteGap({ gaps, indices }: Completing, place: PlaceOf): void {
  if (gaps.length >= MOST_GAPS) return;
  let list = 0;
  gaps.push(place.map((segment) => (segment === ITEM ? (indices[list++] ?? 0) : segment)));
}
