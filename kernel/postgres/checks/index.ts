export { checkDatabase, type CheckedDatabase } from "./checkDatabase.ts";
export { type DutyOptions, type NeededDuty, requireDuties } from "./requireDuties.ts";
