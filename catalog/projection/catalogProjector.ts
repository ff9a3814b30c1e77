import { createArrivals } from "./arrivals.ts";
import { createBell } from "./bell.ts";
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

const LONGEST_PAUSE = 30_000;

/** Folds the log until stopped: catches up, sleeps, and tries again with growing pauses on failure. */
export function startCatalogProjector(options: CatalogProjectorOptions): CatalogProjector {
  const { log, store, batchSize = 100, pollMilliseconds = 500 } = options;
  const bell = createBell();
  const arrivals = createArrivals();
  let state: CatalogProjectorState = { status: "RUNNING" };
  let failures = 0;
  let stopped = false;

  const enter = (next: CatalogProjectorState, cause?: unknown): void => {
    const isNew = next.status !== state.status || next.reason !== state.reason;
    state = next;
    if (isNew) options.onState?.(state, cause);
  };
  const step = async (): Promise<number> => {
    try {
      const outcome = await foldBatch({ log, store }, batchSize);
      failures = 0;
      enter({ status: "RUNNING" });
      arrivals.announce(outcome);
      return outcome.folded > 0 ? 0 : pollMilliseconds;
    } catch (error) {
      failures += 1;
      enter({ status: "FAILING", reason: error instanceof Error ? error.message : "unknown" }, error);
      return Math.min(LONGEST_PAUSE, 250 * 2 ** Math.min(failures, 7));
    }
  };
  const run = async (): Promise<void> => {
    while (!stopped) {
      const pause = await step();
      if (pause > 0 && !stopped) await bell.waitFor(pause);
    }
    arrivals.end();
  };
  const running = run();
  return {
    wake: () => bell.ring(),
    state: () => state,
    isCaughtUp: async () => (await readCheckpoint(store.manager)).position >= (await log.status()).head,
    catchUp: async () => {
      const { head } = await log.status();
      const arrival = arrivals.at(head);
      bell.ring();
      await arrival;
    },
    onRegistration: (listener) => arrivals.onRegistration(listener),
    stop: () => {
      stopped = true;
      bell.ring();
      return running;
    },
  };
}
