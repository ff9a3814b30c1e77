import type { ProductDescriptor, ProductRef } from "@datamesh/kernel/product";
import { productRef } from "@datamesh/kernel/product";

/** Upper bounds of the latency histogram that is shown to monitoring systems, in seconds; the last is all. */
export const LATENCY_BOUNDS: readonly number[] = Object.freeze([
  0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10,
]);

/** What was answered of a product since the process started. */
export interface ProductTotals {
  readonly product: string;
  readonly major: number;
  readonly answered: number;
  readonly failed: number;
  /** Requests within each of LATENCY_BOUNDS, each bound including those below it. */
  readonly within: readonly number[];
  readonly secondsSum: number;
}

/** Counts that only grow. */
export interface TotalsCounter {
  add(product: ProductDescriptor, failed: boolean, seconds: number): void;
  totals(): readonly ProductTotals[];
}

interface Mutable {
  readonly product: string;
  readonly major: number;
  answered: number;
  failed: number;
  secondsSum: number;
  readonly within: number[];
}

/** Starts counting. Only registered products are ever counted, so there are never more of them than those. */
export function totalsCounter(): TotalsCounter {
  const known = new Map<ProductRef, Mutable>();
  /** The same by what is registered now, so that no name is made for each answer. */
  const registered = new WeakMap<ProductDescriptor, Mutable>();
  const totalsOf = (product: ProductDescriptor): Mutable => {
    const found = registered.get(product);
    if (found !== undefined) return found;
    const ref = productRef(product.name, product.major);
    const totals = known.get(ref) ?? nothing(product.name, product.major);
    known.set(ref, totals);
    registered.set(product, totals);
    return totals;
  };
  return {
    add(product, failed, seconds) {
      const found = totalsOf(product);
      found[failed ? "failed" : "answered"] += 1;
      found.secondsSum += seconds;
      const { within } = found;
      for (let at = LATENCY_BOUNDS.length - 1; at >= 0 && seconds <= (LATENCY_BOUNDS[at] ?? 0); at -= 1)
        within[at] = (within[at] ?? 0) + 1;
    },
    totals: () => [...known.values()].map((each) => ({ ...each, within: [...each.within] })),
  };
}

const nothing = (product: string, major: number): Mutable => ({
  product,
  major,
  answered: 0,
  failed: 0,
  secondsSum: 0,
  within: LATENCY_BOUNDS.map(() => 0),
});
