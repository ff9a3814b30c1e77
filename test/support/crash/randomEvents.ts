import type { OfferedEvent } from "@datamesh/kernel/event";
import { between, pick } from "../../../cli/sample/random.ts";

/** What one append is about: events for the log of a context. */
export interface Offer {
  readonly context: string;
  readonly events: readonly OfferedEvent[];
}

type Random = () => number;
type Content = Pick<OfferedEvent, "type" | "data">;

const SEGMENTS = ["retail", "private", "sme", "corporate"];
const STATES = ["A_SUBMITTED", "A_ACCEPTED", "O_CREATED", "O_SENT", "W_Nabellen offertes", "A_DECLINED"];
const CUSTOMERS = 40;
const INFERENCES = 60;
const APPLICATIONS = 50;
const OFFICERS = 6;
const FIRST_SECOND = Date.UTC(2026, 0, 1) / 1_000;

const CONTENTS: Readonly<Record<string, (random: Random) => Content>> = {
  customers: customerContent,
  models: (random) => ({
    type: "INFERENCE_RECORDED",
    data: {
      inferenceId: `i-${between(random, 1, INFERENCES)}`,
      modelName: "credit-oracle",
      modelVersion: `v${between(random, 1, 3)}`,
      durationMs: between(random, 5, 90),
    },
  }),
  "credit-oracle": (random) => ({
    type: "CREDIT_SCORED",
    data: {
      customerId: customerId(random),
      score: between(random, 0, 1_000),
      confidence: between(random, 0, 100) / 100,
      inferenceId: `i-${between(random, 1, INFERENCES)}`,
      modelVersion: `v${between(random, 1, 3)}`,
    },
  }),
  lending: (random) => ({
    type: pick(random, STATES),
    data: {
      applicationId: `a-${between(random, 1, APPLICATIONS)}`,
      lifecycle: "COMPLETE",
      amountRequested: String(between(random, 2, 80) * 500),
      ...(random() < 0.7 && { officerId: `o-${between(random, 1, OFFICERS)}` }),
    },
  }),
};

/**
 * One to four events for one of the contexts, over so few keys that writers meet, joins have both sides, and some
 * updates come before what they update and are quarantined. `id` begins the ids of its events.
 */
export function randomOffer(random: Random, id: string): Offer {
  const context = pick(random, Object.keys(CONTENTS));
  const content = CONTENTS[context] ?? customerContent;
  const events = Array.from({ length: between(random, 1, 4) }, (_, index) => ({
    id: `${id}-${index}`,
    occurredAt: new Date((FIRST_SECOND + between(random, 0, 20_000_000)) * 1_000).toISOString(),
    ...content(random),
  }));
  return { context, events };
}

function customerContent(random: Random): Content {
  const chance = random();
  const customer = customerId(random);
  if (chance < 0.15) return { type: "CUSTOMER_CLOSED", data: { customerId: customer } };
  const segment = pick(random, SEGMENTS);
  if (chance < 0.5) return { type: "PROFILE_UPDATED", data: { customerId: customer, segment } };
  const data = {
    customerId: customer,
    name: `Name ${between(random, 1, 1_000)}`,
    email: `${customer}@example.com`,
    nationalId: `NL-${between(random, 1_000, 9_999)}`,
    birthDate: "1984-03-12",
    country: pick(random, ["NL", "DE", "FR"]),
    segment,
  };
  return { type: "CUSTOMER_REGISTERED", data };
}

const customerId = (random: Random): string => `c-${between(random, 1, CUSTOMERS)}`;
