import type { Audit } from "../audit.ts";
import { fieldAudits } from "./fieldAudits.ts";
import { identityAudits } from "./identityAudits.ts";
import { privacyAudits } from "./privacyAudits.ts";
import { purposeAudits } from "./purposeAudits.ts";
import { replayAudits } from "./replayAudits.ts";
import { retentionAudits } from "./retentionAudits.ts";

/** Every audit; a new one is an entry in one of these lists. */
export const AUDITS: readonly Audit[] = Object.freeze([
  ...identityAudits,
  ...fieldAudits,
  ...privacyAudits,
  ...purposeAudits,
  ...retentionAudits,
  ...replayAudits,
]);
