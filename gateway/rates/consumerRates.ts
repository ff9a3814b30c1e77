import type { Consumer } from "@datamesh/kernel/policy";
import { BurstyRateLimiter, RateLimiterMemory, RateLimiterRes } from "rate-limiter-flexible";
import type { RateExceeded } from "./rateExceeded.ts";
import type { RateSettings } from "./rateSettings.ts";

/** A request that is let in, to be let go when it is over if anybody counts, or what its consumer has asked too much of. */
export type Admission =
  | { readonly ok: true; readonly release?: () => void }
  | { readonly ok: false; readonly exceeded: RateExceeded };

/** Holds each consumer to its rates. What is known of one is forgotten ten seconds, of its costs a minute, after. */
export interface ConsumerRates {
  /** Counts a request; every one that is let in is released once. */
  admit(consumer: Consumer): Admission | Promise<Admission>;
  /** Counts the estimated cost of an operation; absent where that is unlimited. */
  readonly charge?: (consumer: Consumer, cost: number) => Promise<RateExceeded | undefined>;
}

const BURST_SECONDS = 10;
const COST_SECONDS = 60;

/** Rates in the memory of this process, by the subject of the token. Undefined settings hold nobody to anything. */
export function consumerRates(settings: RateSettings | undefined): ConsumerRates {
  if (settings === undefined) return UNLIMITED;
  const { perSecond, burst, concurrent, costPerMinute } = settings;
  const requests = new BurstyRateLimiter(
    new RateLimiterMemory({ points: perSecond, duration: 1 }),
    new RateLimiterMemory({ points: burst, duration: BURST_SECONDS }),
  );
  const underWay = inFlight(concurrent);

  return {
    admit: async ({ id }) => {
      if (!underWay.enter(id)) return refused("concurrent", concurrent, 1);
      const wait = await waitFor(requests, id, 1);
      if (wait === 0) return { ok: true, release: () => underWay.leave(id) };
      underWay.leave(id);
      return refused("perSecond", perSecond, wait);
    },
    ...(costPerMinute !== undefined && { charge: costCharger(costPerMinute) }),
  };
}

function costCharger(costPerMinute: number): NonNullable<ConsumerRates["charge"]> {
  const costs = new RateLimiterMemory({ points: costPerMinute, duration: COST_SECONDS });
  return async ({ id }, cost) => {
    const wait = await waitFor(costs, id, cost);
    return wait === 0 ? undefined : { limit: "costPerMinute", accepted: costPerMinute, retryAfter: wait };
  };
}

const ADMITTED: Admission = Object.freeze({ ok: true });
const UNLIMITED: ConsumerRates = Object.freeze({ admit: () => ADMITTED });

const refused = (limit: RateExceeded["limit"], accepted: number, retryAfter: number): Admission => ({
  ok: false,
  exceeded: { limit, accepted, retryAfter },
});

/** Seconds until so many points can be had, rounded up; 0 when they are taken now. */
async function waitFor(
  limiter: Pick<RateLimiterMemory, "consume">,
  id: string,
  points: number,
): Promise<number> {
  try {
    await limiter.consume(id, points);
    return 0;
  } catch (refusal) {
    if (!(refusal instanceof RateLimiterRes)) throw refusal;
    return Math.max(1, Math.ceil(refusal.msBeforeNext / 1_000));
  }
}

/** Counts what each has under way; who has nothing is forgotten. */
function inFlight(most: number) {
  const counts = new Map<string, number>();
  return {
    enter: (id: string): boolean => {
      const count = counts.get(id) ?? 0;
      if (count >= most) return false;
      counts.set(id, count + 1);
      return true;
    },
    leave: (id: string): void => {
      const count = counts.get(id) ?? 0;
      if (count > 1) counts.set(id, count - 1);
      else counts.delete(id);
    },
  };
}
