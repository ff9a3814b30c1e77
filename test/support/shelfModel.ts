import type { Row } from "@datamesh/kernel/product";
import fc from "fast-check";
import { put, take } from "./cutContexts.ts";

/** The rows after each event, by what the events say. */
export type State = ReadonlyMap<string, Row>;
/** What happens to an item. */
export type Told = ReturnType<typeof put> | ReturnType<typeof take>;
/** The items there may be. */
export const ITEMS = ["a", "b", "c", "d", "e", "f", "g"];
/** Anything that happens to them. */
export const event: fc.Arbitrary<Told> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc
      .tuple(fc.constantFrom(...ITEMS), fc.integer({ min: 0, max: 3 }), fc.constantFrom(null, "x", "y"))
      .map(([item, score, note]) => put(item, score, note)),
  },
  { weight: 1, arbitrary: fc.constantFrom(...ITEMS).map(take) },
);

/** The rows after one more event. */
export function after(state: State, { type, data }: Told): State {
  const next = new Map(state);
  if (type === "ITEM_TAKEN") next.delete(data.item);
  else next.set(data.item, data as Row);
  return next;
}

/** Orders and filters to read by, and what fits a filter. */
export const orders = [
  [],
  [{ field: "item", direction: "DESC" }],
  [{ field: "score", direction: "DESC" }],
  [{ field: "note" }, { field: "score" }],
];
export const filters = [
  undefined,
  { score: { gte: 2 } },
  { not: { note: { eq: "x" } } },
  { item: { in: ["a", "c", "q"] } },
];
export const fits = (row: Row, filter: (typeof filters)[number]): boolean => {
  if (filter === undefined) return true;
  if (filter.score !== undefined) return (row["score"] as number) >= 2;
  if (filter.not !== undefined) return row["note"] !== "x";
  return ["a", "c", "q"].includes(String(row["item"]));
};
