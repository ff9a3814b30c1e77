/** Reads what there is by keys, until nobody waits for it any more. */
export type Read<Rows> = (keys: readonly string[], signal: AbortSignal | undefined) => Promise<Rows>;

interface Waiting<Rows> {
  readonly keys: readonly string[];
  readonly signal: AbortSignal | undefined;
  readonly resolve: (rows: Rows) => void;
  readonly reject: (error: unknown) => void;
}

/** Of one question so many statements run at once; what comes meanwhile goes together into the next. */
const MOST_RUNNING = 2;
/** So many rows are read by a statement, unless one call has keys for more. */
export const MOST_ROWS = 1_000;

/**
 * Lets calls that came at about the same time share one read of all their keys. Each is read after it was asked for. A
 * shared read is ended by its signal when every call it is for has been aborted. A key stands for a row unless told for
 * how many.
 */
export function sharedReads<Rows>(read: Read<Rows>, rowsOfKey = 1): Read<Rows> {
  const mostKeys = Math.floor(MOST_ROWS / rowsOfKey);
  let waiting: Waiting<Rows>[] = [];
  let running = 0;
  let isPlanned = false;
  const next = (): void => {
    isPlanned = false;
    while (running < MOST_RUNNING && waiting.length > 0) {
      const [together, rest] = taken(waiting, mostKeys);
      waiting = rest;
      running += 1;
      void readFor(read, together).finally(() => {
        running -= 1;
        next();
      });
    }
  };
  return (keys, signal) =>
    new Promise<Rows>((resolve, reject) => {
      waiting.push({ keys, signal, resolve, reject });
      if (isPlanned || running >= MOST_RUNNING) return;
      isPlanned = true;
      // After whatever else has arrived by now.
      setImmediate(next);
    });
}

function taken<Rows>(
  waiting: readonly Waiting<Rows>[],
  mostKeys: number,
): readonly [Waiting<Rows>[], Waiting<Rows>[]] {
  let [count, keys] = [0, 0];
  for (const each of waiting) {
    keys += each.keys.length;
    if (count > 0 && keys > mostKeys) break;
    count += 1;
  }
  return [waiting.slice(0, count), waiting.slice(count)];
}

async function readFor<Rows>(read: Read<Rows>, together: readonly Waiting<Rows>[]): Promise<void> {
  const keys = together.length === 1 ? together[0]?.keys : new Set(together.flatMap((each) => each.keys));
  const { signal, end } = allAborted(together.map((each) => each.signal));
  try {
    const rows = await read([...(keys ?? [])], signal);
    for (const { resolve } of together) resolve(rows);
  } catch (error) {
    for (const { reject } of together) reject(error);
  } finally {
    end();
  }
}

/** A signal that is aborted when all are; none where one never is. */
function allAborted(signals: readonly (AbortSignal | undefined)[]) {
  const [first] = signals;
  if (signals.length === 1 || signals.includes(undefined)) {
    return { signal: signals.length === 1 ? first : undefined, end: () => undefined };
  }
  const each = signals as readonly AbortSignal[];
  const all = new AbortController();
  const check = (): void => {
    if (each.every(({ aborted }) => aborted)) all.abort();
  };
  for (const signal of each) signal.addEventListener("abort", check);
  check();
  return {
    signal: all.signal,
    end: () => {
      for (const signal of each) signal.removeEventListener("abort", check);
    },
  };
}
