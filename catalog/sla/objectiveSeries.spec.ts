import { bucketOf } from "@datamesh/kernel/sla";
import { objectiveSeries } from "./objectiveSeries.ts";
import type { WindowCounts } from "./readObservations.ts";

const sla = { latencyP95: "100ms", freshness: "1m", availability: "99.9%", completeness: "100%" } as const;
const counted = (counts: Partial<WindowCounts>): WindowCounts => ({
  latency: {},
  outcome: {},
  freshness: {},
  missing: {},
  ...counts,
});
const [first, second] = ["2026-11-23T12:00:00.000Z", "2026-11-23T12:01:00.000Z"];
const slots = [
  { at: first, counts: counted({ freshness: { [bucketOf(0)]: 12 }, missing: { [bucketOf(0)]: 12 } }) },
  {
    at: second,
    counts: counted({
      latency: { [bucketOf(0.02)]: 9, [bucketOf(3)]: 1 },
      outcome: { answered: 9, failed: 1 },
      freshness: { [bucketOf(0)]: 3, [bucketOf(90)]: 1 },
    }),
  },
];

describe("objectives slot by slot", () => {
  it("are told with their numbers, each with the slots in which something was observed of it", () => {
    const series = objectiveSeries(sla, "H1", slots);
    expect(
      series.map(({ metric, objective, objectiveValue }) => [metric, objective, objectiveValue]),
    ).toEqual([
      ["latencyP95", "100ms", 0.1],
      ["freshness", "1m", 60],
      ["availability", "99.9%", 0.999],
      ["completeness", "100%", 1],
    ]);
    expect(series.map(({ points }) => points.map(({ at }) => at))).toEqual([
      [second],
      [first, second],
      [second],
      [first],
    ]);
  });

  it("are judged slot by slot, with how much was observed", () => {
    const [latency, freshness, availability] = objectiveSeries(sla, "H1", slots);
    expect(latency?.points).toMatchObject([{ observed: "3s", met: false, count: 10 }]);
    expect(freshness?.points).toMatchObject([
      { observed: "0ms", observedValue: 0, met: true, count: 12 },
      { met: false, count: 4 },
    ]);
    expect(availability?.points).toMatchObject([
      { observed: "90%", observedValue: 0.9, met: false, count: 10 },
    ]);
  });

  it("are those asked for, and silence has no course", () => {
    expect(objectiveSeries(sla, "H1", slots, "freshness").map(({ metric }) => metric)).toEqual(["freshness"]);
    expect(objectiveSeries({ ...sla, heartbeat: "1h" }, "H1", slots, "heartbeat")).toEqual([]);
  });
});
