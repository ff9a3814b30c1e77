export { planRegistration, type RegistrationPlan } from "./planRegistration.ts";
export {
  registerContext,
  type RegistrationDependencies,
  type RegistrationOutcome,
} from "./registerContext.ts";
export type { Registration } from "./registration.ts";
