import type { Queryable } from "@datamesh/kernel/postgres";
import type { TrafficRow, TrafficSink } from "@datamesh/kernel/sla";
import { saveGaps } from "./announcementGaps.ts";
import { type CountsRow, replaceCounts } from "./saveCounts.ts";

/** Keeps the gateways' reports, by a connection of the catalog's project role. */
export function postgresTrafficSink(catalog: Queryable): TrafficSink {
  return {
    record: async ({ source, rows, gaps = [] }) => {
      await replaceCounts(
        catalog,
        rows.flatMap((row) => countsOf(source, row)),
      );
      await saveGaps(catalog, source, gaps);
    },
  };
}

function countsOf(source: string, row: TrafficRow): readonly CountsRow[] {
  const { minute, product, major, version, answered, failed, latency } = row;
  const slot = { unit: "minute", slot: minute, product, major, version, source } as const;
  return [
    { ...slot, metric: "latency", counts: latency },
    { ...slot, metric: "outcome", counts: { answered, failed } },
  ];
}
