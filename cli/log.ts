import { type Logger, pino } from "pino";
import { lineWriter } from "./lineWriter.ts";
import { serializeError } from "./serializeError.ts";

/**
 * A log of JSON lines on standard error, with errors as `err` or `error` told in full. Lines are written together, 20 ms
 * after the first of them at the latest and at the exit, and whoever is slow to read them keeps nobody waiting.
 */
export function createLog(level: string): Logger {
  const lines = lineWriter(2, lostLine);
  process.on("exit", () => lines.flush());
  const serializers = { err: serializeError, error: serializeError };
  return pino({ level, serializers }, { write: (line) => lines.write(line) });
}

/** As pino writes a warning. */
const lostLine = (count: number): string =>
  `${JSON.stringify({ level: 40, time: Date.now(), pid: process.pid, lost: count, msg: "lines of the log were lost: nobody read them" })}\n`;
