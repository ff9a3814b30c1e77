import { parseDuration } from "../duration.ts";
import type { Sla } from "../product/descriptor.ts";
import type { Difference } from "./difference.ts";

/** Objectives: a loosened one is major, a tightened one minor, the same in other words no difference. */
export function compareSla(before: Sla, after: Sla): readonly Difference[] {
  return [
    ...compareObjective("latencyP95", before, after, parseDuration),
    ...compareObjective("freshness", before, after, parseDuration),
    ...compareObjective("availability", before, after, unkept),
    ...compareObjective("completeness", before, after, unkept),
    ...compareHeartbeat(before.heartbeat, after.heartbeat),
  ];
}

/** The part that may be missing of a share such as `99.9%`. */
const unkept = (share: string): number => 100 - Number.parseFloat(share);

function compareObjective(
  metric: Exclude<keyof Sla, "heartbeat">,
  before: Sla,
  after: Sla,
  allowance: (objective: string) => number,
): readonly Difference[] {
  return compareAllowance(`sla.${metric}`, before[metric], after[metric], allowance);
}

function compareHeartbeat(before: string | undefined, after: string | undefined): readonly Difference[] {
  const path = "sla.heartbeat";
  if (before !== undefined && after !== undefined)
    return compareAllowance(path, before, after, parseDuration);
  if (before !== undefined) return [{ path, what: `${before} is dropped`, bump: "major" }];
  return after === undefined ? [] : [{ path, what: `${after} is new`, bump: "minor" }];
}

function compareAllowance(
  path: string,
  before: string,
  after: string,
  allowance: (objective: string) => number,
): readonly Difference[] {
  const more = allowance(after) - allowance(before);
  if (more === 0) return [];
  return more > 0
    ? [{ path, what: `loosened from ${before} to ${after}`, bump: "major" }]
    : [{ path, what: `tightened from ${before} to ${after}`, bump: "minor" }];
}
