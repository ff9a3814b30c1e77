import type { MetricFamily } from "../../../gateway/admin/index.ts";

/** The metrics of several processes as one, each sample labelled with whose it is. */
export function mergeMetrics(
  ofWorkers: ReadonlyMap<string, readonly MetricFamily[]>,
): readonly MetricFamily[] {
  const merged = new Map<string, MetricFamily>();
  for (const [worker, families] of ofWorkers) {
    for (const family of families) {
      const samples = family.samples.map((each) => ({ ...each, labels: { worker, ...each.labels } }));
      const before = merged.get(family.name)?.samples ?? [];
      merged.set(family.name, { ...family, samples: [...before, ...samples] });
    }
  }
  return [...merged.values()];
}
