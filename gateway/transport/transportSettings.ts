import type { CircuitSettings } from "./circuitBreaker.ts";
import type { PoolSettings } from "./connectionPool.ts";
import type { BudgetSettings } from "./retryBudget.ts";

/** How far the gateway goes with its subgraphs. */
export interface TransportSettings extends Omit<PoolSettings, "now"> {
  /** For a call all told, whichever addresses are asked, in milliseconds. */
  readonly deadlineMs: number;
  readonly circuit: CircuitSettings;
  readonly retries: BudgetSettings;
}

const KIB = 1_024;

/** What holds unless something else is said. */
export const TRANSPORT_DEFAULTS: TransportSettings = Object.freeze({
  deadlineMs: 10_000,
  connectMs: 1_000,
  idleMs: 30_000,
  maxHeadBytes: 16 * KIB,
  maxBodyBytes: 16 * KIB * KIB,
  connections: 256,
  waiting: 1_024,
  circuit: Object.freeze({
    failureShare: 0.5,
    failures: 5,
    windowMs: 10_000,
    pauseMs: 500,
    maxPauseMs: 5_000,
  }),
  retries: Object.freeze({ share: 0.2, most: 100 }),
});
