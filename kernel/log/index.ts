export type { Appended, EventLog, LogStatus, NewEvent, StoredEvent } from "./eventLog.ts";
export { position, START, type EventRef, type Position } from "./position.ts";
