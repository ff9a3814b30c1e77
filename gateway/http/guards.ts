import type { Consumer } from "@datamesh/kernel/policy";
import type { FindText } from "../documents/index.ts";
import type { FindCost } from "../limits/index.ts";
import { type ConsumerRates, rateRefusal } from "../rates/index.ts";
import { andThen } from "../andThen.ts";
import type { Exchange } from "./exchange.ts";
import { refusalReply } from "./refusal.ts";
import type { Reply } from "./reply.ts";

/** What a consumer who is known passes on the way to the mesh, whatever the route. */
export interface Guards {
  /** How much each may ask at a time. */
  readonly rates: ConsumerRates;
  /** Which documents are accepted. */
  readonly findText: FindText;
  /** What an operation may cost. */
  readonly findCost: FindCost;
}

/** Does the work unless the consumer asks too much at a time: then 429, with when to come back. */
export function atItsRate(
  rates: Guards["rates"],
  consumer: Consumer,
  exchange: Exchange,
  work: () => Promise<Reply> | Reply,
): Promise<Reply> | Reply {
  return andThen(rates.admit(consumer), (admission) => {
    if (!admission.ok) return refusalReply(rateRefusal(admission.exceeded), exchange);
    return admission.release === undefined ? work() : released(work, admission.release);
  });
}

function released(work: () => Promise<Reply> | Reply, release: () => void): Promise<Reply> | Reply {
  let reply: Promise<Reply> | Reply | undefined;
  try {
    reply = work();
    return reply instanceof Promise ? reply.finally(release) : reply;
  } finally {
    if (!(reply instanceof Promise)) release();
  }
}
