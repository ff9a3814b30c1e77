import type { DoorCounts } from "../measure/index.ts";
import { durationSamples } from "./durationSamples.ts";
import type { MetricFamily, MetricSample } from "./prometheusText.ts";

/** What this process does for each request at its door, besides answering it. */
export function doorMetrics({ tokens, streams, accessLog }: DoorCounts): readonly MetricFamily[] {
  const { waiting, failed, durations } = accessLog.totals();
  return [
    {
      name: "datamesh_tokens_total",
      help: "Tokens by how they were verified: known already (hit), anew (miss), or with another request (shared).",
      type: "counter",
      samples: labelled("served", tokens.counts()),
    },
    {
      name: "datamesh_streams_open",
      help: "Subscriptions, and other operations answered as streams, that are open now.",
      type: "gauge",
      samples: labelled("transport", streams.counts()),
    },
    {
      name: "datamesh_access_log_waiting",
      help: "Requests that wait until what they accessed is written down.",
      type: "gauge",
      samples: [{ value: waiting }],
    },
    {
      name: "datamesh_access_log_failures_total",
      help: "Requests that were not answered, since what they accessed could not be written down.",
      type: "counter",
      samples: [{ value: failed }],
    },
    {
      name: "datamesh_access_log_write_seconds",
      help: "How long writes took, each for all requests that waited for it.",
      type: "histogram",
      samples: durationSamples({}, durations),
    },
  ];
}

const labelled = (label: string, counts: Readonly<Record<string, number>>): readonly MetricSample[] =>
  Object.entries(counts).map(([kind, value]) => ({ labels: { [label]: kind }, value }));
