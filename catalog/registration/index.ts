export { type DescribedContext, describeContext, type Registration } from "./registration.ts";
export type { Composes } from "./compositionProblems.ts";
export { registerContext, type RegistrationOutcome } from "./registerContext.ts";
