import { type Durations, LATENCY_BOUNDS } from "../measure/index.ts";
import type { MetricSample } from "./prometheusText.ts";

/** The samples of a histogram of seconds, within bounds that are those of latencies unless given. */
export function durationSamples(
  labels: Readonly<Record<string, string | number>>,
  { count, within, secondsSum }: Durations,
  bounds: readonly number[] = LATENCY_BOUNDS,
): readonly MetricSample[] {
  return [
    ...bounds.map((le, index) => ({
      suffix: "_bucket" as const,
      labels: { ...labels, le },
      value: within[index] ?? 0,
    })),
    { suffix: "_bucket", labels: { ...labels, le: "+Inf" }, value: count },
    { suffix: "_sum", labels, value: secondsSum },
    { suffix: "_count", labels, value: count },
  ];
}
