import { failureReason, startWorkLoop } from "@datamesh/kernel/postgres";
import { createArrivals } from "./arrivals.ts";
import type { CatalogProjection } from "./catalogProjection.ts";
import { readCheckpoint } from "./checkpoint.ts";
import { foldBatch } from "./foldBatch.ts";

/** How the catalog's projection is doing. */
export interface CatalogProjectorState {
  readonly status: "RUNNING" | "FAILING";
  /** What fails, for the operator. */
  readonly reason?: string;
}

/** Keeps the catalog's tables up with its log. */
export interface CatalogProjector {
  /** Something new may be there to fold. */
  wake(): void;
  state(): CatalogProjectorState;
  /** Whether everything that is in the log now has been folded. */
  isCaughtUp(): Promise<boolean>;
  /** Resolves once everything that is in the log now has been folded; rejects when stopped before. */
  catchUp(): Promise<void>;
  /** Calls the listener after contexts or products changed, whichever process folded it, until unsubscribed. */
  onRegistration(listener: () => void): () => void;
  /** Resolves when the batch under way is committed. */
  stop(): Promise<void>;
}

/** What is folded into what, and how eagerly. */
export interface CatalogProjectorOptions extends CatalogProjection {
  readonly batchSize?: number;
  /** How long to sleep without a wake-up; correctness never depends on one. */
  readonly pollMilliseconds?: number;
  readonly onState?: (state: CatalogProjectorState, cause?: unknown) => void;
}

/** Folds the log until stopped: catches up, sleeps, and tries again with growing pauses on failure. */
export function startCatalogProjector(options: CatalogProjectorOptions): CatalogProjector {
  const { log, store, batchSize = 100, pollMilliseconds = 500 } = options;
  const arrivals = createArrivals();
  let state: CatalogProjectorState = { status: "RUNNING" };
  const enter = (next: CatalogProjectorState, cause?: unknown): void => {
    const isNew = next.status !== state.status || next.reason !== state.reason;
    state = next;
    if (isNew) options.onState?.(state, cause);
  };
  const loop = startWorkLoop({
    step: async () => {
      const outcome = await foldBatch({ log, store }, batchSize);
      enter({ status: "RUNNING" });
      arrivals.announce(outcome);
      return outcome.folded > 0;
    },
    pollMilliseconds,
    onFailure: (error) => enter({ status: "FAILING", reason: failureReason(error) }, error),
  });
  return {
    wake: () => loop.wake(),
    state: () => state,
    isCaughtUp: async () => (await readCheckpoint(store.manager)).position >= (await log.status()).head,
    catchUp: async () => {
      const { head } = await log.status();
      const arrival = arrivals.at(head);
      loop.wake();
      await arrival;
    },
    onRegistration: (listener) => arrivals.onRegistration(listener),
    stop: async () => {
      await loop.stop();
      arrivals.end();
    },
  };
}
