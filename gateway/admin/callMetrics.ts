import type { CallRecorder } from "../measure/index.ts";
import { durationSamples } from "./durationSamples.ts";
import type { MetricFamily } from "./prometheusText.ts";

/** What came of the calls of subgraphs, whether they are in this process or elsewhere. */
export function callMetrics(recorder: Omit<CallRecorder, "record">): readonly MetricFamily[] {
  return [
    {
      name: "datamesh_subgraph_calls_total",
      help: "Calls of subgraphs on behalf of operations, by whether they were answered or the code of their first error.",
      type: "counter",
      samples: recorder
        .totals()
        .map(({ subgraph, outcome, calls }) => ({ labels: { subgraph, outcome }, value: calls })),
    },
    {
      name: "datamesh_subgraph_call_seconds",
      help: "How long these calls took, repetitions included.",
      type: "histogram",
      samples: [...recorder.durations()].flatMap(([subgraph, durations]) =>
        durationSamples({ subgraph }, durations),
      ),
    },
  ];
}
