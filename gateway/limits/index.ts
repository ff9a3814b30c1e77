export { bodyRule, eventBytesRule } from "./bodyRule.ts";
export { EVENT_RULES } from "./eventRules.ts";
export { documentLimiter } from "./documentLimiter.ts";
export { type CostSettings, DEFAULT_COSTS } from "./cost/costSettings.ts";
export { limitError } from "./limitError.ts";
export { firstViolation, type LimitRule, type Violation } from "./limitRule.ts";
export { DEFAULT_LIMITS, type Limits } from "./limits.ts";
export { readCosts, readLimits } from "./readLimits.ts";
export { variableNestingRule } from "./variableNestingRule.ts";
