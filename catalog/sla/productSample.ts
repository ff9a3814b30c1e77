import type { MonitoredProduct } from "./monitoredProducts.ts";

/** Where a product stands at one moment, by the database's clock. */
export interface ProductSample {
  readonly product: MonitoredProduct;
  /** The newest position of its history. */
  readonly position: number;
  /** Events of its types, and changes of its upstream products, that are not applied yet. */
  readonly lag: number;
  readonly quarantined: number;
  /** How many events of its types its log holds. */
  readonly logged: number;
  /** Seconds since the oldest of what is not applied was recorded, and those that gateways take to hear of commits. */
  readonly freshness: number;
  /** The share of the logged events that is missing: quarantined, or not applied and no longer in flight. */
  readonly missing: number | null;
  /** Up to which log position its newest event is known. */
  readonly scannedTo: number;
  readonly newest: NewestEvent | null;
}

/** The newest event of a product's types. */
export interface NewestEvent {
  /** When the log took it; as PostgreSQL prints it. */
  readonly recordedAt: string;
  /** Seconds from when it happened, by its producer's clock, until then. */
  readonly delay: number;
}
