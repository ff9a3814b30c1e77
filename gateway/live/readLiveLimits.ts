import { readNumber } from "../limits/readNumbers.ts";
import type { Reading } from "../settings.ts";
import { DEFAULT_LIVE } from "./liveSettings.ts";
import type { SubscriberLimits } from "./subscriberCounts.ts";

/** Reads how many may subscribe: `DATAMESH_SUBSCRIPTIONS_PER_CONSUMER`, and `DATAMESH_SUBSCRIPTIONS` in all. */
export function readLiveLimits(reading: Pick<Reading, "env" | "problems">): SubscriberLimits {
  return Object.freeze({
    perConsumer: readNumber("DATAMESH_SUBSCRIPTIONS_PER_CONSUMER", reading) ?? DEFAULT_LIVE.perConsumer,
    inAll: readNumber("DATAMESH_SUBSCRIPTIONS", reading) ?? DEFAULT_LIVE.inAll,
  });
}
