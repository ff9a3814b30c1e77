export type { Consumer } from "./consumer.ts";
export {
  decide,
  type Decision,
  type DecisionRequest,
  effectOf,
  type GovernedField,
  type Reasons,
} from "./decide.ts";
export { explainRule } from "./explainRule.ts";
export { mayKnow } from "./mayKnow.ts";
export { applyMask, maskFits, MASKS, type Mask } from "./mask.ts";
export { COMPLIANCE_TAGS, type ComplianceTag, type Policy } from "./policy.ts";
export { effectivePurpose, entitledPurposes, possiblePurposes } from "./purposes.ts";
export { allOf, anyOf, anyone, consumer, nobody, purpose, role, scope, team, type Rule } from "./rule.ts";
