import { parseDuration } from "../../duration.ts";
import type { Audit, Audited } from "../audit.ts";

export const retentionAudits: readonly Audit[] = [
  {
    id: "storage-limited",
    level: "MUST",
    under: "GDPR",
    source: "GDPR art. 5(1)(e): storage limitation",
    requires: "kept for a stated time, at most ten years",
    findings: (audited) => outside(audited, undefined, "10y"),
    evidence: keptFor,
  },
  {
    id: "retention-disclosed",
    level: "MUST",
    under: "CCPA",
    source: "CCPA § 1798.100(a)(3): retention period",
    requires: "the length of time personal information is kept is disclosed",
    findings: (audited) => outside(audited, undefined, undefined),
    evidence: keptFor,
  },
  {
    id: "aml-retention",
    level: "MUST",
    under: "AML-CTF",
    source: "AMLD (Directive (EU) 2015/849) art. 40: five years, at most ten",
    requires: "kept at least five and at most ten years",
    findings: (audited) => outside(audited, "5y", "10y"),
    evidence: keptFor,
  },
];

function outside(
  { descriptor: { policy } }: Audited,
  least: string | undefined,
  most: string | undefined,
): readonly string[] {
  const kept = lengthOf(policy.retention);
  if (kept === undefined) return [`retention "${policy.retention}" is no length of time`];
  const isOutside =
    (least !== undefined && kept < parseDuration(least)) ||
    (most !== undefined && kept > parseDuration(most));
  return isOutside ? [`retention is ${policy.retention}`] : [];
}

function lengthOf(retention: string): number | undefined {
  try {
    return parseDuration(retention);
  } catch {
    return undefined;
  }
}

function keptFor({ descriptor: { policy } }: Audited): string {
  return `retention ${policy.retention}`;
}
