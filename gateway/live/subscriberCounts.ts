import { MeshError } from "@datamesh/kernel";
import type { KindCounts, StreamTransport } from "../measure/index.ts";

/** How many may subscribe. */
export interface SubscriberLimits {
  /** Subscriptions of one consumer at once. */
  readonly perConsumer: number;
  /** Subscriptions at once, and connections too. */
  readonly inAll: number;
}

/** Counts subscriptions. */
export interface SubscriberCounts {
  /** Counts one more until the answered function is called. Throws RATE_LIMITED when there are too many. */
  admit(consumer: string, transport: StreamTransport): () => void;
  readonly inAll: number;
}

/** Counts from none; in `open` too, for whoever watches. */
export function subscriberCounts(
  { perConsumer, inAll }: SubscriberLimits,
  open?: KindCounts<StreamTransport>,
): SubscriberCounts {
  const counts = new Map<string, number>();
  let all = 0;
  return {
    get inAll() {
      return all;
    },
    admit(consumer, transport) {
      const own = counts.get(consumer) ?? 0;
      if (own >= perConsumer) {
        throw new MeshError("RATE_LIMITED", `you have ${perConsumer} subscriptions, and may have no more`, {
          limit: "subscriptions",
          most: perConsumer,
        });
      }
      if (all >= inAll) {
        throw new MeshError("RATE_LIMITED", "there are too many subscriptions now; try again later", {
          limit: "subscriptions in all",
        });
      }
      counts.set(consumer, own + 1);
      all += 1;
      open?.add(transport);
      let isCounted = true;
      return () => {
        if (!isCounted) return;
        isCounted = false;
        all -= 1;
        open?.add(transport, -1);
        const left = (counts.get(consumer) ?? 1) - 1;
        if (left === 0) counts.delete(consumer);
        else counts.set(consumer, left);
      };
    },
  };
}
