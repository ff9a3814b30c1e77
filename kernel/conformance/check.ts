import { productRef } from "../product/names.ts";
import { applies, type Audit, type Audited } from "./audit.ts";

/** What became of holding something against a requirement. */
export interface Check {
  readonly id: string;
  readonly level: Audit["level"];
  /** Who demands it: an article of a law, or DataMesh itself. */
  readonly source: string;
  readonly requires: string;
  /** What was checked: a product (`customer-profiles@1`), a context, or another part of the mesh. */
  readonly subject: string;
  /** `none` when there was nothing to show it by. */
  readonly result: "pass" | "fail" | "none";
  /** What shows it; of a failed one, what is amiss. */
  readonly evidence: string;
}

/** Holds products against audits: a check for each product and each audit that applies to it. */
export function checkDeclared(audits: readonly Audit[], products: readonly Audited[]): readonly Check[] {
  return products.flatMap((audited) =>
    audits.filter((audit) => applies(audit, audited)).map((audit) => checkOne(audit, audited)),
  );
}

function checkOne(audit: Audit, audited: Audited): Check {
  const { id, level, source, requires } = audit;
  const { name, major } = audited.descriptor;
  const findings = audit.findings(audited);
  return {
    id,
    level,
    source,
    requires,
    subject: productRef(name, major),
    result: findings.length === 0 ? "pass" : "fail",
    evidence: findings.length === 0 ? audit.evidence(audited) : findings.join("; "),
  };
}
