import type { OfferedEvent } from "@datamesh/kernel/event";
import { customerEvents } from "./customerEvents.ts";
import { loanEvents } from "./loanEvents.ts";
import { createRandom } from "./random.ts";
import { scoringEvents } from "./scoringEvents.ts";

const CUSTOMERS = 200;
const SEED = 20_260_101;

/** Events by the context whose log they belong to. */
export type SampleEvents = Readonly<Record<string, readonly OfferedEvent[]>>;

/**
 * A made-up history of a small bank: who registered, how they were scored by which model, what they borrowed. The
 * same at every call, event ids included, so that appending it again changes nothing.
 */
export function sampleEvents(): SampleEvents {
  const random = createRandom(SEED);
  const customers = Array.from(
    { length: CUSTOMERS },
    (_, index) => `c-${String(index + 1).padStart(4, "0")}`,
  );
  const { scores, inferences } = scoringEvents(random, customers);
  return {
    customers: customerEvents(random, customers),
    models: inferences,
    "credit-oracle": scores,
    lending: loanEvents(random),
  };
}
