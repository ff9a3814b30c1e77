import type { SubgraphState } from "../transport/index.ts";
import type { MetricFamily, MetricSample } from "./prometheusText.ts";

const CIRCUIT_STATES = ["closed", "half-open", "open"] as const;

/** How it stands with the connections to subgraphs in other processes. */
export function transportMetrics(states: readonly SubgraphState[]): readonly MetricFamily[] {
  const family = (
    name: string,
    type: MetricFamily["type"],
    help: string,
    samplesOf: (state: SubgraphState) => readonly MetricSample[],
  ): MetricFamily => ({ name: `datamesh_subgraph_${name}`, help, type, samples: states.flatMap(samplesOf) });
  return [
    family("circuit_state", "gauge", "1 for the state of the subgraph's circuit, 0 for the others.", (each) =>
      CIRCUIT_STATES.map((state) => ({
        labels: { subgraph: each.subgraph, state },
        value: state === each.circuit ? 1 : 0,
      })),
    ),
    family("addresses_not_asked", "gauge", "Addresses whose circuit is not closed.", (each) => [
      { labels: { subgraph: each.subgraph }, value: each.open },
    ]),
    family("connections", "gauge", "Connections, and requests that wait for one.", (each) =>
      Object.entries(each.connections).map(([state, value]) => ({
        labels: { subgraph: each.subgraph, state },
        value,
      })),
    ),
    family("repeated_total", "counter", "Requests sent again that had perhaps arrived.", (each) => [
      { labels: { subgraph: each.subgraph }, value: each.repeated },
    ]),
    family(
      "refused_total",
      "counter",
      "Calls of which nobody was asked, every circuit being open.",
      (each) => [{ labels: { subgraph: each.subgraph }, value: each.refused }],
    ),
  ];
}
