import type { Histogram } from "./histogram.ts";

/** What one gateway process answered of one product version in one minute, so far. */
export interface TrafficRow {
  /** The minute's beginning, ISO 8601 in UTC. */
  readonly minute: string;
  readonly product: string;
  readonly major: number;
  readonly version: string;
  /** Valid, authorized requests that concerned the product and were answered. */
  readonly answered: number;
  /** Those that ended with an error of ours. */
  readonly failed: number;
  /** Seconds each of both took. */
  readonly latency: Histogram;
}

/** The longest time from a product's commit until one gateway process had heard of it, of those since its last report. */
export interface GapRow {
  readonly product: string;
  readonly major: number;
  readonly seconds: number;
}

/**
 * A report of traffic, a plain JSON value. A row says all that its source has counted in that minute so far, not what
 * is new since the last report: reported twice, it counts once.
 */
export interface TrafficBatch {
  /** The process that counted, unlike any other. */
  readonly source: string;
  readonly rows: readonly TrafficRow[];
  /** What was heard since the last report; unlike rows, gaps of a report that is not kept are not offered again. */
  readonly gaps?: readonly GapRow[];
}

/** Takes reports of traffic; rejects when one is not kept, and it will be offered again. */
export interface TrafficSink {
  record(batch: TrafficBatch): Promise<void>;
}
