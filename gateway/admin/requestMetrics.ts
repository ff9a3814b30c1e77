import type { RequestRecorder } from "../measure/index.ts";
import { durationSamples } from "./durationSamples.ts";
import type { MetricFamily } from "./prometheusText.ts";

/** What came of the requests to this process's door, probes and pages included. */
export function requestMetrics(recorder: Omit<RequestRecorder, "record">): readonly MetricFamily[] {
  return [
    {
      name: "datamesh_http_requests_total",
      help: "Requests by route and class of status.",
      type: "counter",
      samples: recorder
        .totals()
        .map(({ route, status, requests }) => ({ labels: { route, status }, value: requests })),
    },
    {
      name: "datamesh_http_failures_total",
      help: "Requests that failed, in whole or in part, by route and closed error code; limits and rates have codes of their own.",
      type: "counter",
      samples: recorder
        .failures()
        .map(({ route, code, requests }) => ({ labels: { route, code }, value: requests })),
    },
    {
      name: "datamesh_http_request_seconds",
      help: "How long requests took, from their head to the end of their reply.",
      type: "histogram",
      samples: [...recorder.durations()].flatMap(([route, durations]) =>
        durationSamples({ route }, durations),
      ),
    },
  ];
}
