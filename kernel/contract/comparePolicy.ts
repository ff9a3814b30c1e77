import { parseDuration } from "../duration.ts";
import type { Policy } from "../policy/policy.ts";
import { nobody } from "../policy/rule.ts";
import { compareRules } from "./compareRules.ts";
import { compareNames, type Difference, loosening } from "./difference.ts";

/** Who may read, write and see personal values, for which purposes, for how long and under which regimes. */
export function comparePolicy(before: Policy, after: Policy): readonly Difference[] {
  return [
    ...compareRules("policy.read", before.read, after.read),
    ...compareRules("policy.write", before.write ?? nobody, after.write ?? nobody),
    ...compareRules("policy.unmask", before.unmask, after.unmask),
    ...comparePurposes(before.purposes, after.purposes),
    ...compareRetention(before.retention, after.retention),
    ...compareCompliance(before.compliance, after.compliance),
    ...compareHidden(before.hidden === true, after.hidden === true),
  ];
}

/** What asks for a product that is hidden from whoever asks is no valid operation any more. */
function compareHidden(before: boolean, after: boolean): readonly Difference[] {
  if (before === after) return [];
  const path = "policy.hidden";
  if (before) return [loosening(path, "is no longer hidden from those who may not read it")];
  return [{ path, what: "is hidden from those who may not read it", bump: "major" }];
}

function comparePurposes(before: readonly string[], after: readonly string[]): readonly Difference[] {
  const { added, removed } = compareNames(before, after);
  const path = "policy.purposes";
  return [
    ...removed.map((each) => ({ path, what: `${each} is no longer one`, bump: "major" as const })),
    ...added.map((each) => ({ path, what: `${each} is new`, bump: "minor" as const })),
  ];
}

/** Shorter breaks who reads old rows; longer keeps what its subjects were told would go. */
function compareRetention(before: string, after: string): readonly Difference[] {
  const longer = parseDuration(after) - parseDuration(before);
  const path = "policy.retention";
  if (longer === 0) return [];
  if (longer > 0) return [loosening(path, `lengthened from ${before} to ${after}`)];
  return [{ path, what: `shortened from ${before} to ${after}`, bump: "major" }];
}

function compareCompliance(before: readonly string[], after: readonly string[]): readonly Difference[] {
  const { added, removed } = compareNames(before, after);
  const path = "policy.compliance";
  return [
    ...removed.map((each) => loosening(path, `${each} is dropped`)),
    ...added.map((each) => ({ path, what: `${each} is new`, bump: "minor" as const })),
  ];
}
