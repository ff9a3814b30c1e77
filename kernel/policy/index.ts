export type { Consumer } from "./consumer.ts";
export { decideField, decideProduct, type Decision, type GovernedField } from "./decide.ts";
export { explainRule } from "./explainRule.ts";
export { applyMask, maskFits, MASKS, type Mask } from "./mask.ts";
export { COMPLIANCE_TAGS, type ComplianceTag, type Policy } from "./policy.ts";
export { allOf, anyOf, anyone, nobody, purpose, role, scope, team, type Rule } from "./rule.ts";
export { satisfies } from "./satisfies.ts";
