import { Kind } from "graphql";
import { dateRule } from "./date.ts";
import type { ScalarRule } from "./scalar.ts";

// Milliseconds are all that is stored, so finer fractions are refused rather than rounded.
const RFC3339 =
  /^(\d{4}-\d{2}-\d{2})T([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d{1,3})?(Z|[+-]([01]\d|2[0-3]):[0-5]\d)$/;

/** A moment to the millisecond, always answered in UTC as `2011-10-01T06:08:58.256Z`. */
export const dateTimeRule: ScalarRule = {
  name: "DateTime",
  description: "A moment to the millisecond, answered in UTC: `2011-10-01T06:08:58.256Z`.",
  url: "https://scalars.graphql.org/andimarek/date-time.html",
  expected: "a date and time with offset, to the millisecond: YYYY-MM-DDTHH:MM:SS.sssZ",
  literals: [Kind.STRING],
  canonical: (text) => {
    const day = RFC3339.exec(text.toUpperCase())?.[1];
    if (day === undefined || dateRule.canonical(day) === undefined) return undefined;
    const moment = new Date(text.toUpperCase()).toISOString();
    // An offset can lead out of the years that four digits hold.
    return /^\d{4}-/.test(moment) ? moment : undefined;
  },
};
