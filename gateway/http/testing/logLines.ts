import { EventEmitter, once } from "node:events";
import { pino } from "pino";
import type { Logger } from "pino";

type Line = Readonly<Record<string, unknown>>;

/** A log that a test can read. */
export interface LogLines {
  readonly log: Logger;
  readonly lines: readonly Line[];
  /** The first line that fits, written already or still to come. */
  readonly until: (fits: (line: Line) => boolean) => Promise<Line>;
}

/** A real pino logger that writes into an array. */
export function logLines(): LogLines {
  const lines: Line[] = [];
  const written = new EventEmitter();
  const write = (text: string): void => {
    lines.push(JSON.parse(text) as Line);
    written.emit("line");
  };
  return {
    log: pino({ level: "debug" }, { write }),
    lines,
    until: async (fits) => {
      for (;;) {
        const line = lines.find(fits);
        if (line) return line;
        await once(written, "line");
      }
    },
  };
}
