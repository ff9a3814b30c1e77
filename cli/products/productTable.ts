import { formatDuration } from "@datamesh/kernel/sla";
import type { ProductReport } from "../../catalog/index.ts";

const HEADINGS = [
  "PRODUCT",
  "VERSION",
  "OWNER",
  "STATUS",
  "LATENCY",
  "FRESHNESS",
  "AVAILABILITY",
  "COMPLETENESS",
  "POSITION",
  "QUARANTINED",
  "AGE",
];
const SHOWN = ["latencyP95", "freshness", "availability", "completeness"] as const;

/** The reports as a table for people, one line a product. */
export function productTable(reports: readonly ProductReport[]): string {
  if (reports.length === 0) return "no products are registered yet: start the mesh once\n";
  const rows = [HEADINGS, ...reports.map(cells)];
  const widths = HEADINGS.map((_heading, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const lines = rows.map((row) => row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join("  "));
  return lines.map((line) => `${line.trimEnd()}\n`).join("");
}

function cells({ product, version, owner, status, sla, now }: ProductReport): readonly string[] {
  return [
    product,
    version,
    owner,
    status.toLowerCase(),
    ...SHOWN.map((metric) => mark(sla.find((each) => each.metric === metric))),
    now === null ? "-" : String(now.position),
    now === null ? "-" : String(now.quarantined),
    age(now, sla),
  ];
}

/** `met 42ms`, `missed 99.5%`, or that there was nothing to judge. */
function mark(objective: ProductReport["sla"][number] | undefined): string {
  if (objective === undefined || objective.met === null) {
    return objective?.metric === "latencyP95" || objective?.metric === "availability" ? "no traffic" : "-";
  }
  return `${objective.met ? "met" : "missed"} ${objective.observed ?? ""}`;
}

function age(now: ProductReport["now"], sla: ProductReport["sla"]): string {
  if (now === null) return "-";
  const isSilent = sla.some(({ metric, met }) => metric === "heartbeat" && met === false);
  return `${formatDuration(now.freshness)}${isSilent ? ", silent" : ""}`;
}
