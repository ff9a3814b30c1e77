import { type Logger, pino } from "pino";
import { serializeError } from "./serializeError.ts";

/**
 * A log of JSON lines on standard error, with errors as `err` or `error` told in full. Lines of one turn of the event
 * loop are written together at its end; at the exit, what is left.
 */
export function createLog(level: string): Logger {
  const destination = pino.destination({ dest: 2, sync: true });
  let gathered = "";
  const flush = (): void => {
    const lines = gathered;
    gathered = "";
    if (lines !== "") destination.write(lines);
  };
  process.on("exit", flush);
  const write = (line: string): void => {
    if (gathered === "") setImmediate(flush);
    gathered += line;
  };
  return pino({ level, serializers: { err: serializeError, error: serializeError } }, { write });
}
