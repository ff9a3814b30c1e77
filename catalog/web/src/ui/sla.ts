/** An objective and what was observed of it, as the catalog tells it. */
export interface Observed {
  readonly metric: Metric;
  readonly objective: string;
  readonly observed?: string | null;
  readonly met?: boolean | null;
}

/** What an objective is about. */
export type Metric = "latencyP95" | "freshness" | "availability" | "completeness" | "heartbeat";

/** The names of metrics for people, and what they say. */
export const METRICS: Readonly<Record<Metric, { readonly name: string; readonly about: string }>> = {
  latencyP95: { name: "Latency", about: "95 of 100 reads are answered within" },
  freshness: { name: "Freshness", about: "an event is in the product within" },
  availability: { name: "Availability", about: "reads that are answered" },
  completeness: { name: "Completeness", about: "events that are in the product" },
  heartbeat: { name: "Heartbeat", about: "an event comes at least every" },
};

/** Whether an objective is met, in a word; `unknown` while nothing was observed. */
export const standingOf = ({ met }: Pick<Observed, "met">): "met" | "missed" | "unknown" =>
  met === true ? "met" : met === false ? "missed" : "unknown";

const UNITS: Readonly<Record<string, string>> = {
  ms: "ms",
  s: "s",
  m: "min",
  h: "h",
  d: "days",
  w: "weeks",
  y: "years",
};

/** A duration or share as the catalog writes it, for people: `63ms` is `63 ms`, `1m` is `1 min`, `99.9%` stays. */
export function slaValue(text: string): string {
  const [, number = "", unit = ""] = /^(-?[\d.]+)([a-z]+)$/.exec(text) ?? [];
  return UNITS[unit] === undefined ? text : `${number} ${UNITS[unit]}`;
}
