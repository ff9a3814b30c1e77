import { write, writeSync } from "node:fs";

/** Lines on their way to a file descriptor. */
export interface LineWriter {
  /** Takes a line with its end; never waits, and never throws. */
  write(line: string): void;
  /** Writes what is left, waiting for whoever reads: for the moment before a process is no more. */
  flush(): void;
}

/** How writing goes; those of node:fs unless given. */
export interface Writing {
  readonly write: (fd: number, bytes: Buffer, done: (error: Error | null, written: number) => void) => void;
  readonly writeSync: (fd: number, bytes: Buffer) => number;
}

/** So long a line waits for others, in milliseconds. */
const GATHER_MS = 20;
/** So many characters are reason enough to write. */
const ENOUGH = 32 * 1_024;
/** So many characters may wait for a reader that does not read; later lines are lost, and counted. */
const MOST_WAITING = 8 * 1_024 * 1_024;
/** How soon a descriptor is tried again that would keep whoever writes waiting. */
const BUSY_MS = 10;

/**
 * Writes lines to a descriptor, such as a pipe, in batches and by another thread: whoever reads slowly, or not at all,
 * keeps nobody waiting here. Lines are lost only where nobody reads them, and the next line that is read says how many:
 * `lost(count)` makes it.
 */
export function lineWriter(
  fd: number,
  lost: (count: number) => string,
  writing: Writing = { write, writeSync },
): LineWriter {
  let waiting = "";
  let dropped = 0;
  let isWriting = false;
  let timer: NodeJS.Timeout | undefined;

  const taken = (): Buffer => {
    clearTimeout(timer);
    timer = undefined;
    const text = dropped === 0 ? waiting : waiting + lost(dropped);
    [waiting, dropped] = ["", 0];
    return Buffer.from(text);
  };
  const send = (bytes: Buffer): void => {
    isWriting = true;
    writing.write(fd, bytes, (error, written) => {
      if (isBusy(error)) return void setTimeout(send, BUSY_MS, bytes);
      // Where it cannot be written nobody can be told, and what comes next may go better.
      const rest = error === null ? bytes.subarray(written) : bytes.subarray(bytes.length);
      if (rest.length > 0) return send(rest);
      isWriting = false;
      if (waiting !== "") send(taken());
    });
  };
  const begin = (): void => {
    if (!isWriting) send(taken());
  };
  return {
    write: (line) => {
      if (waiting.length > MOST_WAITING) return void (dropped += 1);
      waiting += line;
      if (waiting.length >= ENOUGH) begin();
      else if (!isWriting) timer ??= setTimeout(begin, GATHER_MS);
    },
    flush: () => writeAll(fd, taken(), writing.writeSync),
  };
}

const isBusy = (error: NodeJS.ErrnoException | null): boolean => error?.code === "EAGAIN";

/** How long the end of a process waits for a reader of a descriptor that does not wait by itself. */
const LAST_MS = 1_000;

function writeAll(fd: number, bytes: Buffer, write: Writing["writeSync"]): void {
  const until = performance.now() + LAST_MS;
  for (let rest = bytes; rest.length > 0;) {
    try {
      rest = rest.subarray(write(fd, rest));
    } catch (error) {
      if (!isBusy(error as NodeJS.ErrnoException) || performance.now() > until) return;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, BUSY_MS);
    }
  }
}
