import type { ProductReport } from "../../catalog/index.ts";
import { productTable } from "./productTable.ts";

type Objective = ProductReport["sla"][number];

const objective = (metric: Objective["metric"], observed: string | null, met: boolean | null): Objective => ({
  metric,
  objective: "1s",
  window: "H1",
  observed,
  observedValue: null,
  met,
  budgetLeft: null,
});

const report: ProductReport = {
  product: "customer-profiles@1",
  version: "1.0.0",
  context: "customers",
  owner: "customer-data",
  status: "ACTIVE",
  sla: [
    objective("latencyP95", "42ms", true),
    objective("freshness", "2m", false),
    objective("availability", null, null),
    objective("completeness", null, null),
  ],
  now: {
    name: "customer-profiles",
    major: 1,
    position: 600,
    lag: 3,
    quarantined: 2,
    logged: 600,
    freshness: 90,
    completeness: 1,
    lastEventAt: "2026-01-01T00:00:00.000Z",
    sourceDelay: 0,
    silence: 60,
  },
};

it("says of each promise whether it was kept and what was observed", () => {
  const [, line = ""] = productTable([report]).split("\n");
  expect(line.split(/ {2,}/)).toEqual([
    "customer-profiles@1",
    "1.0.0",
    "customer-data",
    "active",
    "met 42ms",
    "missed 2m",
    "no traffic",
    "-",
    "600",
    "2",
    "1.5m",
  ]);
});

it("lines its columns up", () => {
  const [heading = "", ...lines] = productTable([report, { ...report, product: "a@1" }]).split("\n");
  for (const line of lines.slice(0, 2)) expect(line.indexOf("1.0.0")).toBe(heading.indexOf("VERSION"));
});

it("says that a source is silent, and what nobody has sampled", () => {
  const silent = { ...report, sla: [...report.sla, objective("heartbeat", "2h", false)] };
  expect(productTable([silent])).toMatch(/1\.5m, silent\n$/);
  expect(productTable([{ ...report, now: null }])).toMatch(/- +-\n$/);
});

it("says what to do when there are none", () => {
  expect(productTable([])).toBe("no products are registered yet: start the mesh once\n");
});
