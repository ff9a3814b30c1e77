import type { Sla } from "../product/descriptor.ts";
import { evaluateSla, type MeasuredObjective, type Observations } from "./evaluateSla.ts";
import { bucketOf, type Histogram, mergeHistograms } from "./histogram.ts";

const sla: Sla = { latencyP95: "100ms", freshness: "1m", availability: "99%", completeness: "100%" };
const nothing: Observations = {
  requests: 0,
  failures: 0,
  latency: {},
  freshness: {},
  missing: {},
  silence: null,
};
const many = (...counts: readonly (readonly [value: number, count: number])[]): Histogram =>
  mergeHistograms(...counts.map(([value, count]) => ({ [bucketOf(value)]: count })));

function measured(metric: string, observed: Partial<Observations>, of: Sla = sla): MeasuredObjective {
  const found = evaluateSla(of, { ...nothing, ...observed }).find((each) => each.metric === metric);
  if (found === undefined) throw new Error(`${metric} is not measured`);
  return found;
}

it("says nothing of what nobody observed", () => {
  for (const metric of ["latencyP95", "freshness", "availability", "completeness"]) {
    expect(measured(metric, {})).toMatchObject({
      observed: null,
      observedValue: null,
      met: null,
      budgetLeft: null,
    });
  }
});

it("five of a hundred requests may take longer than the latency objective", () => {
  expect(measured("latencyP95", { latency: many([0.02, 95], [3, 5]) })).toMatchObject({
    objective: "100ms",
    observed: "20ms",
    met: true,
    budgetLeft: 0,
  });
  expect(measured("latencyP95", { latency: many([0.02, 90], [3, 10]) })).toMatchObject({
    met: false,
    budgetLeft: -1,
  });
});

it("availability is what was answered without our error, and its budget what may fail", () => {
  expect(measured("availability", { requests: 1_000, failures: 5 })).toMatchObject({
    observed: "99.5%",
    observedValue: 0.995,
    met: true,
    budgetLeft: 0.5,
  });
  expect(measured("availability", { requests: 1_000, failures: 20 })).toMatchObject({
    met: false,
    budgetLeft: -1,
  });
});

it("an availability at exactly the objective is met and has nothing left", () => {
  const threeNines = { ...sla, availability: "99.9%" };
  expect(measured("availability", { requests: 1_000, failures: 1 }, threeNines)).toMatchObject({
    met: true,
    budgetLeft: 0,
  });
});

it("an objective of 100 % has all of its budget or none", () => {
  const always = { ...sla, availability: "100%" };
  expect(measured("availability", { requests: 10 }, always).budgetLeft).toBe(1);
  expect(measured("availability", { requests: 10, failures: 1 }, always)).toMatchObject({
    met: false,
    budgetLeft: 0,
  });
});

it("freshness is the age that 99 of 100 samples do not exceed", () => {
  expect(measured("freshness", { freshness: many([0, 99], [600, 1]) })).toMatchObject({
    observed: "0ms",
    met: true,
    budgetLeft: 0,
  });
  expect(measured("freshness", { freshness: many([0, 98], [600, 2]) })).toMatchObject({ met: false });
});

it("completeness falls below 100 % with a single missing event, however many there are", () => {
  expect(measured("completeness", { missing: many([0, 50]) })).toMatchObject({
    observed: "100%",
    met: true,
    budgetLeft: 1,
  });
  const one = measured("completeness", { missing: many([1e-6, 50]) });
  expect(one).toMatchObject({ met: false });
  expect(one.observed).toMatch(/^99\.9999?\d*%$/);
});

it("silence is measured where a heartbeat is declared, and nowhere else", () => {
  const metrics = evaluateSla(sla, { ...nothing, silence: 7_200 }).map(({ metric }) => metric);
  expect(metrics).toEqual(["latencyP95", "freshness", "availability", "completeness"]);
  const beating = { ...sla, heartbeat: "1h" };
  expect(measured("heartbeat", { silence: 7_200 }, beating)).toMatchObject({
    objective: "1h",
    observed: "2h",
    met: false,
  });
  expect(measured("heartbeat", { silence: 60 }, beating)).toMatchObject({ met: true });
  expect(measured("heartbeat", { silence: null }, beating)).toMatchObject({ met: null });
});
