import type { GapRow, TrafficBatch } from "@datamesh/kernel/sla";
import { customerProfiles } from "../authorize/testing/products.ts";
import { LATENCY_BOUNDS } from "./productTotals.ts";
import { startTrafficRecorder } from "./trafficRecorder.ts";

const NOW = new Date("2026-01-01T10:00:00Z");
const read = { product: customerProfiles, failed: false };

/** A recorder that reports only when it is stopped, unless asked otherwise, and what it reported. */
function recorder(
  options: { record?: () => Promise<void>; everyMilliseconds?: number; gaps?: () => readonly GapRow[] } = {},
) {
  const batches: TrafficBatch[] = [];
  const failures: unknown[] = [];
  const started = startTrafficRecorder({
    sink: {
      record: async (batch) => {
        await options.record?.();
        batches.push(batch);
      },
    },
    source: "gateway-1",
    now: () => NOW,
    everyMilliseconds: options.everyMilliseconds ?? 60_000,
    ...(options.gaps && { gaps: options.gaps }),
    onFailure: (error) => failures.push(error),
  });
  return { started, batches, failures };
}

it("reports what it counted when it is stopped, as plain JSON", async () => {
  const { started, batches } = recorder();
  started.record([read], 0.02);
  started.record([{ ...read, failed: true }], 0.02);
  await started.stop();
  expect(JSON.parse(JSON.stringify(batches))).toMatchObject([
    { source: "gateway-1", rows: [{ product: "customer-profiles", major: 1, answered: 1, failed: 1 }] },
  ]);
});

it("reports nothing when nothing was answered", async () => {
  const { started, batches } = recorder();
  await started.stop();
  expect(batches).toEqual([]);
});

it("reports what was heard of commits, though nothing was answered", async () => {
  const gap = { product: "counts", major: 1, seconds: 0.5 };
  const { started, batches } = recorder({ gaps: () => [gap] });
  await started.stop();
  expect(batches).toEqual([{ source: "gateway-1", rows: [], gaps: [gap] }]);
});

it("a report that is not kept is told and offered again", async () => {
  let refusals = 1;
  const record = async (): Promise<void> => {
    refusals -= 1;
    if (refusals >= 0) throw new Error("the catalog is down");
  };
  const { started, batches, failures } = recorder({ record, everyMilliseconds: 1 });
  started.record([read], 0.02);
  while (failures.length === 0) await new Promise((resolve) => setTimeout(resolve, 1));
  await started.stop();
  expect(failures).toHaveLength(1);
  expect(batches).toMatchObject([{ rows: [{ answered: 1 }] }]);
});

it("totals only grow, and each bound holds those below it", async () => {
  const { started } = recorder();
  started.record([read], 0.02);
  started.record([read], 0.2);
  started.record([{ ...read, failed: true }], 20);
  const [totals] = started.totals();
  expect(totals).toMatchObject({ product: "customer-profiles", major: 1, answered: 2, failed: 1 });
  expect(totals?.within).toEqual(LATENCY_BOUNDS.map((bound) => (bound < 0.02 ? 0 : bound < 0.2 ? 1 : 2)));
  await started.stop();
});
