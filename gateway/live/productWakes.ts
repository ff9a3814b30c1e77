import type { ProductRef } from "@datamesh/kernel/product";
import type { Standing } from "@datamesh/kernel/projection";
import type { Announcements } from "../announcements/index.ts";

/** Wakes whoever waits for a product to move: one listener for all of them. */
export interface ProductWakes {
  /** Where the product stands; undefined when that is not known at this moment. */
  standing(product: ProductRef): Standing | undefined;
  /** At which moment (of `now`) it was known to stand there. */
  heardAt(product: ProductRef): number | undefined;
  /** Resolves when the product has moved, after so many milliseconds, or when the signal aborts. */
  next(product: ProductRef, milliseconds: number, signal: AbortSignal): Promise<void>;
  stop(): void;
}

/** What was heard longer ago says nothing of where a product stands. */
const HEARD_WITHIN_MS = 1_000;

/** Listens to announcements on behalf of all subscribers. */
export function productWakes(announcements: Announcements, now: () => number): ProductWakes {
  const waiting = new Map<ProductRef, Set<() => void>>();
  const stop = announcements.onRevision((product) => {
    const sleepers = waiting.get(product);
    waiting.delete(product);
    for (const wake of sleepers ?? []) wake();
  });
  return {
    standing: (product) => {
      const heardAt = announcements.lastHeardAt(product);
      if (heardAt === undefined || now() - heardAt > HEARD_WITHIN_MS) return undefined;
      return announcements.heard().get(product);
    },
    heardAt: (product) => announcements.lastHeardAt(product),
    next: (product, milliseconds, signal) =>
      new Promise((resolve) => {
        if (signal.aborted) return resolve();
        const sleepers = waiting.get(product) ?? new Set();
        waiting.set(product, sleepers);
        const timer = setTimeout(wake, milliseconds);
        function wake(): void {
          clearTimeout(timer);
          signal.removeEventListener("abort", wake);
          sleepers.delete(wake);
          resolve();
        }
        signal.addEventListener("abort", wake, { once: true });
        sleepers.add(wake);
      }),
    stop,
  };
}
