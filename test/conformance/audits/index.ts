import type { Audit } from "../audit.ts";
import { fieldAudits } from "./fields.ts";
import { identityAudits } from "./identity.ts";
import { privacyAudits } from "./privacy.ts";
import { replayAudits } from "./replay.ts";

/** Every audit; a new one is an entry in one of these lists. */
export const AUDITS: readonly Audit[] = Object.freeze([
  ...identityAudits,
  ...fieldAudits,
  ...privacyAudits,
  ...replayAudits,
]);
