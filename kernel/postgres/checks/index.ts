export { checkDatabase, type CheckedDatabase } from "./checkDatabase.ts";
export { type NeededDuty, requireDuties } from "./requireDuties.ts";
