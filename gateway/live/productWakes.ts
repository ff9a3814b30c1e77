import type { ProductRef } from "@datamesh/kernel/product";
import type { Standing } from "@datamesh/kernel/projection";
import type { Announcements } from "../announcements/index.ts";

/** A row whose changes behind a position somebody waits for. */
export interface AwaitedRow {
  /** Its `rowHash`. */
  readonly row: string;
  readonly behind: number;
}

/** Wakes whoever waits for a product to move: one listener for all of them. */
export interface ProductWakes {
  /** Where the product stands; undefined when that is not known at this moment. */
  standing(product: ProductRef): Standing | undefined;
  /** At which moment (of `now`) it was known to stand there. */
  heardAt(product: ProductRef): number | undefined;
  /** Whether the row may have changed up to where the product stands: never false when it has. */
  mayHaveChanged(product: ProductRef, awaited: AwaitedRow): boolean;
  /**
   * Resolves when the product has moved, after so many milliseconds, or when the signal aborts. Who awaits a row is not
   * woken by changes of others.
   */
  next(product: ProductRef, milliseconds: number, signal: AbortSignal, awaited?: AwaitedRow): Promise<void>;
  stop(): void;
}

/** What was heard longer ago says nothing of where a product stands. */
const HEARD_WITHIN_MS = 1_000;

/** Listens to announcements on behalf of all subscribers. */
export function productWakes(announcements: Announcements, now: () => number): ProductWakes {
  const waiting = new Map<ProductRef, Map<() => void, AwaitedRow | undefined>>();
  const mayHaveChanged: ProductWakes["mayHaveChanged"] = (product, { row, behind }) =>
    announcements.mayHaveChanged(product, row, behind);
  const stop = announcements.onRevision((product) => {
    for (const [wake, awaited] of waiting.get(product) ?? []) {
      if (awaited === undefined || mayHaveChanged(product, awaited)) wake();
    }
  });
  return {
    standing: (product) => {
      const heardAt = announcements.lastHeardAt(product);
      if (heardAt === undefined || now() - heardAt > HEARD_WITHIN_MS) return undefined;
      return announcements.heard().get(product);
    },
    heardAt: (product) => announcements.lastHeardAt(product),
    mayHaveChanged,
    next: (product, milliseconds, signal, awaited) =>
      new Promise((resolve) => {
        if (signal.aborted) return resolve();
        // Who asks is told, so it is asked before anything has changed.
        if (awaited !== undefined) mayHaveChanged(product, awaited);
        const sleepers = waiting.get(product) ?? new Map<() => void, AwaitedRow | undefined>();
        waiting.set(product, sleepers);
        const timer = setTimeout(wake, milliseconds);
        function wake(): void {
          clearTimeout(timer);
          signal.removeEventListener("abort", wake);
          sleepers.delete(wake);
          if (sleepers.size === 0 && waiting.get(product) === sleepers) waiting.delete(product);
          resolve();
        }
        signal.addEventListener("abort", wake, { once: true });
        sleepers.set(wake, awaited);
      }),
    stop,
  };
}
