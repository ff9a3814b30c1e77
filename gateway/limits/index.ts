export { bodyRule } from "./bodyRule.ts";
export { documentLimiter } from "./documentLimiter.ts";
export { limitError } from "./limitError.ts";
export { firstViolation, type Violation } from "./limitRule.ts";
export { DEFAULT_LIMITS, type Limits } from "./limits.ts";
export { variableNestingRule } from "./variableNestingRule.ts";
