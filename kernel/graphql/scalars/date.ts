import { Kind } from "graphql";
import type { ScalarRule } from "./scalar.ts";

/** A calendar day, `2011-10-01`. */
export const dateRule: ScalarRule = {
  name: "Date",
  description: "A calendar day: `2011-10-01`.",
  url: "https://scalars.graphql.org/andimarek/local-date.html",
  expected: "a calendar day YYYY-MM-DD",
  literals: [Kind.STRING],
  canonical: (text) => (/^\d{4}-\d{2}-\d{2}$/.test(text) && isDay(text) ? text : undefined),
};

/** JavaScript turns 31 February into 3 March; a day that exists comes back as it was. */
function isDay(text: string): boolean {
  const day = new Date(`${text}T00:00:00.000Z`);
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text);
}
