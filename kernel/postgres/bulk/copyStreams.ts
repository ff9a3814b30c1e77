import { once } from "node:events";
import type pg from "pg";
import { from as copyFrom, to as copyTo } from "pg-copy-streams";
import { copyLine, type CopyRow } from "./copyText.ts";

/** Takes rows into a table by COPY. Nothing is there before `end`. */
export interface CopySink {
  /** Adds a row; it is sent with others. */
  add(row: CopyRow): void;
  /** Resolves once the server has taken enough of what was added for more to be worth adding. */
  room(): Promise<void>;
  /** Ends the COPY. Fails as a statement does when a row cannot be taken. */
  end(): Promise<void>;
  /** Gives the COPY up, unless it has ended: nothing of it is there, and the transaction it was in cannot go on. */
  abort(): void;
}

const CHUNK_CHARACTERS = 64 * 1024;

/** Sends what a `copy (...) to stdout` prints, as it comes. Whoever stops early must not use the connection again. */
export function copyOut(client: pg.ClientBase, text: string): AsyncIterable<Buffer> {
  return client.query(copyTo(text)) as AsyncIterable<Buffer>;
}

/** Begins a `copy ... from stdin`. Until it has ended the connection does nothing else. */
export function copyIn(client: pg.ClientBase, text: string): CopySink {
  const stream = client.query(copyFrom(text, { highWaterMark: 4 * CHUNK_CHARACTERS }));
  let failure: Error | undefined;
  stream.on("error", (error: Error) => (failure ??= error));
  let lines: string[] = [];
  let characters = 0;
  const send = (): void => {
    if (lines.length > 0) stream.write(Buffer.from(lines.join("")));
    lines = [];
    characters = 0;
  };
  const check = (): void => {
    if (failure !== undefined) throw failure;
  };
  return {
    add: (row) => {
      const line = copyLine(row);
      lines.push(line);
      characters += line.length;
      if (characters >= CHUNK_CHARACTERS) send();
    },
    room: async () => {
      check();
      if (stream.writableNeedDrain) await once(stream, "drain");
      check();
    },
    end: async () => {
      check();
      send();
      stream.end();
      if (!stream.writableFinished) await once(stream, "finish");
    },
    abort: () => {
      if (!stream.writableFinished) stream.destroy();
    },
  };
}
