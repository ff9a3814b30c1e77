export { bodyRule, eventBytesRule } from "./bodyRule.ts";
export { EVENT_RULES } from "./eventRules.ts";
export { documentLimiter } from "./documentLimiter.ts";
export { limitError } from "./limitError.ts";
export { firstViolation, type LimitRule, type Violation } from "./limitRule.ts";
export { DEFAULT_LIMITS, type Limits } from "./limits.ts";
export { variableNestingRule } from "./variableNestingRule.ts";
