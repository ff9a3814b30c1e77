export { registerContext, type RegistrationOutcome } from "./registerContext.ts";
