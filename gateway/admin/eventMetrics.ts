import type { EventTotal } from "../measure/index.ts";
import type { MetricFamily } from "./prometheusText.ts";

/** What became of the events that were offered over HTTP at this process. */
export const eventMetrics = (totals: readonly EventTotal[]): readonly MetricFamily[] => [
  {
    name: "datamesh_events_offered_total",
    help: "Events offered over HTTP, by whether they were appended, known already, or refused.",
    type: "counter",
    samples: totals.map(({ context, outcome, events }) => ({ labels: { context, outcome }, value: events })),
  },
];
