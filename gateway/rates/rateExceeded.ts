import { MeshError } from "@datamesh/kernel";
import type { RateSettings } from "./rateSettings.ts";

/** What a consumer has asked too much of. */
export interface RateExceeded {
  readonly limit: keyof RateSettings;
  readonly accepted: number;
  /** Seconds after which it may ask again, rounded up. */
  readonly retryAfter: number;
}

const IN_WORDS: Readonly<Record<keyof RateSettings, string>> = Object.freeze({
  perSecond: "requests in a second",
  burst: "requests in a burst",
  concurrent: "requests under way at once",
  costPerMinute: "estimated cost in a minute",
});

/** What the consumer is told of it, RATE_LIMITED, and the header that says when to come back (RFC 9110, 10.2.3). */
export function rateRefusal({ limit, accepted, retryAfter }: RateExceeded) {
  return {
    error: new MeshError(
      "RATE_LIMITED",
      `too much at a time: at most ${accepted.toLocaleString("en")} ${IN_WORDS[limit]}`,
      { limit, accepted, retryAfter },
    ),
    headers: { "retry-after": String(retryAfter) },
  };
}
