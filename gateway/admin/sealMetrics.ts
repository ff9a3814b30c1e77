import type { MetricFamily } from "./prometheusText.ts";

/** How far a log is sealed. */
export interface SealGauges {
  readonly context: string;
  readonly status: string;
  /** Positions. */
  readonly head: number;
  readonly sealed: number;
}

/** How far the logs are sealed that this process seals, and whether anything keeps it from that. */
export function sealMetrics(logs: readonly SealGauges[]): readonly MetricFamily[] {
  const gauge = (name: string, help: string, value: (log: SealGauges) => number): MetricFamily => ({
    name: `datamesh_log_${name}`,
    help,
    type: "gauge",
    samples: logs.map((log) => ({ labels: { context: log.context }, value: value(log) })),
  });
  return [
    gauge("head_position", "Last position of the log.", ({ head }) => head),
    gauge("sealed_position", "Last position that is sealed.", ({ sealed }) => sealed),
    gauge(
      "sealing",
      "1 while the log is being sealed, 0 while something keeps it from that.",
      ({ status }) => (status === "SEALING" ? 1 : 0),
    ),
  ];
}
