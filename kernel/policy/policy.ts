import type { Rule } from "./rule.ts";

/** The regimes a product declares itself under; each implies checks in `kernel/conformance`. */
export const COMPLIANCE_TAGS = ["GDPR", "CCPA", "AML-CTF"] as const;
export type ComplianceTag = (typeof COMPLIANCE_TAGS)[number];

/** The governance of one product version. */
export interface Policy {
  /** Who may read the product at all. */
  readonly read: Rule;
  /** Who may submit the events the product is derived from; nobody unless given. */
  readonly write?: Rule;
  /** Who sees personal fields unmasked; everybody else who may read sees the mask. */
  readonly unmask: Rule;
  /** The reasons of use the product may serve. */
  readonly purposes: readonly string[];
  /** How long rows are kept after their last event, as a duration such as `7y`. */
  readonly retention: string;
  readonly compliance: readonly ComplianceTag[];
  /** Whoever may not read the product does not learn that it exists. Absent for one that everybody may find. */
  readonly hidden?: true;
}
