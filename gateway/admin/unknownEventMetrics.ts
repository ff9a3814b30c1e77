import type { MetricFamily } from "./prometheusText.ts";

/** Events of a context that its declaration does not name. */
export interface UnknownEventGauge {
  readonly context: string;
  readonly events: readonly { readonly count: number }[];
}

/** What logs hold that no declaration names, by context. Types are not told apart: anybody could make them many. */
export const unknownEventMetrics = (reports: readonly UnknownEventGauge[]): readonly MetricFamily[] => [
  {
    name: "datamesh_log_unknown_events",
    help: "Events in the log of types that the context's declaration does not name; no sample where there are none.",
    type: "gauge",
    samples: reports.map(({ context, events }) => ({
      labels: { context },
      value: events.reduce((sum, { count }) => sum + count, 0),
    })),
  },
];
