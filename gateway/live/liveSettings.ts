import type { SubscriberLimits } from "./subscriberCounts.ts";

/** What subscriptions may take. */
export interface LiveSettings extends SubscriberLimits {
  /** How long a connection may keep what it was sent from being sent on, in milliseconds. */
  readonly drainMs: number;
  /** How often a sign of life is sent, and how long one of a WebSocket may be waited for, in milliseconds. */
  readonly pingMs: number;
  /** How long a WebSocket may be open before it says who it is, in milliseconds. */
  readonly initMs: number;
  /** Queries of all subscriptions under way at once. */
  readonly queries: number;
}

/** Unless told otherwise. */
export const DEFAULT_LIVE: LiveSettings = Object.freeze({
  perConsumer: 100,
  inAll: 10_000,
  drainMs: 30_000,
  pingMs: 12_000,
  initMs: 3_000,
  queries: 16,
});
