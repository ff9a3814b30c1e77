import { MeshError } from "@datamesh/kernel";
import type { BatchOutcome } from "./foldBatch.ts";

/** Tells others how far the projection has come. */
export interface Arrivals {
  /** Resolves once everything up to the position is folded; rejects with UNAVAILABLE when the projector ends before. */
  at(position: number): Promise<void>;
  /** Calls the listener after contexts or products changed, until the answered function is called. */
  onRegistration(listener: () => void): () => void;
  announce(outcome: BatchOutcome): void;
  end(): void;
}

interface Waiter {
  readonly position: number;
  readonly settle: (problem?: Error) => void;
}

/** Makes one. The first registrations that are announced count as a change. */
export function createArrivals(): Arrivals {
  let waiters: readonly Waiter[] = [];
  const listeners = new Set<() => void>();
  let announced = 0;
  return {
    at: (position) =>
      new Promise((resolve, reject) => {
        const settle = (problem?: Error): void => (problem === undefined ? resolve() : reject(problem));
        waiters = [...waiters, { position, settle }];
      }),
    onRegistration: (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    announce: ({ position, registeredUpTo }) => {
      const arrived = waiters.filter((each) => each.position <= position);
      waiters = waiters.filter((each) => each.position > position);
      for (const { settle } of arrived) settle();
      if (registeredUpTo === announced) return;
      announced = registeredUpTo;
      for (const listener of listeners) listener();
    },
    end: () => {
      const problem = new MeshError("UNAVAILABLE", "the catalog's projector was stopped");
      for (const { settle } of waiters) settle(problem);
    },
  };
}
