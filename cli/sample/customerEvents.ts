import type { OfferedEvent } from "@datamesh/kernel/event";
import { between, pick } from "./random.ts";
import { sampleTime } from "./sampleTime.ts";

const FIRST = [
  "Ada",
  "Bram",
  "Chiara",
  "Daan",
  "Elif",
  "Femke",
  "Goran",
  "Hanna",
  "Ines",
  "Jonas",
  "Katja",
  "Luc",
];
const LAST = [
  "de Vries",
  "Jansen",
  "Moreau",
  "Rossi",
  "Yilmaz",
  "Schmidt",
  "Novak",
  "Silva",
  "Bakker",
  "Dubois",
];
const COUNTRIES = ["NL", "NL", "NL", "DE", "BE", "FR", "IT", "ES"];
const SEGMENTS = ["retail", "retail", "retail", "private", "sme", "corporate"];

/** Registrations of all customers, some changed profiles, and a few who left. */
export function customerEvents(random: () => number, customers: readonly string[]): readonly OfferedEvent[] {
  const registrations = customers.map((customerId, index) => registration(random, customerId, index));
  const updates = customers.filter(() => random() < 0.15).map((id, index) => update(random, id, index));
  // The first ten stay, so that examples can name them.
  const closings = customers
    .slice(10)
    .filter(() => random() < 0.03)
    .map((id, index) => closing(id, index));
  return [...registrations, ...updates, ...closings];
}

function registration(random: () => number, customerId: string, index: number): OfferedEvent {
  const [first, last] = [pick(random, FIRST), pick(random, LAST)];
  const country = pick(random, COUNTRIES);
  const year = between(random, 1950, 2004);
  const [month, day] = [between(random, 1, 12), between(random, 1, 28)].map((n) =>
    String(n).padStart(2, "0"),
  );
  return {
    id: `sample-registered-${customerId}`,
    type: "CUSTOMER_REGISTERED",
    occurredAt: sampleTime(index),
    data: {
      customerId,
      name: `${first} ${last}`,
      email: `${first}.${last}.${index + 1}@example.com`.toLowerCase().replaceAll(" ", "-"),
      nationalId: `${country}-${between(random, 1000, 9999)}-${between(random, 1000, 9999)}`,
      birthDate: `${year}-${month}-${day}`,
      country,
      segment: pick(random, SEGMENTS),
    },
  };
}

function update(random: () => number, customerId: string, index: number): OfferedEvent {
  return {
    id: `sample-updated-${customerId}`,
    type: "PROFILE_UPDATED",
    occurredAt: sampleTime(300 + index),
    data: { customerId, segment: pick(random, SEGMENTS) },
  };
}

const closing = (customerId: string, index: number): OfferedEvent => ({
  id: `sample-closed-${customerId}`,
  type: "CUSTOMER_CLOSED",
  occurredAt: sampleTime(600 + index),
  data: { customerId, reason: "moved to another bank" },
});
