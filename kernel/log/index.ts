export type { Appended, EventLog, LogStatus, NewEvent, StoredEvent, StreamAppend } from "./eventLog.ts";
export { position, START, type EventRef, type Position } from "./position.ts";
export {
  checkTarget,
  type ExpectedVersion,
  OUTBOX_PREFIX,
  type StreamTarget,
  type StreamVersion,
} from "./stream.ts";
