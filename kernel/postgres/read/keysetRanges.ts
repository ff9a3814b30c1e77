import type { OrderTerm, Ordering } from "./ordering.ts";

/** What a row's value of one term must be, compared with the place one goes on from. */
interface Bound {
  /** The index of the term in the order, and so of its value in the place. */
  readonly term: number;
  readonly is: "equal" | "beyond" | "null" | "notNull";
}

/** The bounds that hold together for one run of consecutive rows. */
export type Range = readonly Bound[];

/**
 * The rows beyond a place in an order, as disjoint ranges, nearest first: those that share all values but the last
 * with the place and lie beyond it there, then all but the last two, and so on. Each is one run in an index on the
 * order's fields, whereas "greater, or null, or equal and ..." as a single predicate is not, and would read all
 * rows that share the first value.
 */
export function keysetRanges(ordering: Ordering, place: readonly unknown[]): readonly Range[] {
  return ordering
    .map((term, index) => {
      const shared = place.slice(0, index).map((value, at): Bound => equal(at, value));
      return beyond(term, index, place[index], index === ordering.length - 1).map((bound) => [
        ...shared,
        bound,
      ]);
    })
    .toReversed()
    .flat();
}

const equal = (term: number, value: unknown): Bound => ({ term, is: value === null ? "null" : "equal" });

/** Null is after every value in ASC, before every value in DESC; a key is never null. */
function beyond({ direction }: OrderTerm, term: number, value: unknown, isKey: boolean): readonly Bound[] {
  if (value === null) return direction === "ASC" ? [] : [{ term, is: "notNull" }];
  const greater: Bound = { term, is: "beyond" };
  return direction === "DESC" || isKey ? [greater] : [greater, { term, is: "null" }];
}
