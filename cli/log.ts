import { type Logger, pino } from "pino";
import { serializeError } from "./serializeError.ts";

/** A log of JSON lines on standard error, with errors as `err` or `error` told in full. */
export function createLog(level: string): Logger {
  return pino({ level, serializers: { err: serializeError, error: serializeError } }, pino.destination(2));
}
