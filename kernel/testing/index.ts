export { given, type Given, type GivenChange, type GivenEvent, type Outcome } from "./given.ts";
export { memoryEventLog } from "./memoryEventLog.ts";
