export { type DescribedContext, describeContext, type Registration } from "./registration.ts";
export { registerContext, type RegistrationOutcome } from "./registerContext.ts";
