import { setTimeout as sleep } from "node:timers/promises";

/** A list that the catalog keeps, as it changes. */
export interface WatchedList<Item> {
  /** The same list for as long as nothing changes. */
  readonly current: () => readonly Item[];
  stop(): Promise<void>;
}

/** How a list is watched. */
export interface WatchListParts<Item> {
  /** Another text whenever the list has changed. */
  readonly position: () => Promise<string>;
  readonly read: () => Promise<readonly Item[]>;
  readonly pollMs: number;
  /** Told of every list, the first one too. */
  readonly onChange?: ((items: readonly Item[]) => void) | undefined;
  /** Told when it cannot be read, and with undefined when it can again. */
  readonly onFailure: (error: unknown) => void;
}

/** Reads a list now, and again whenever it has changed. Rejects when it cannot be read at first; later the last one stays. */
export async function watchList<Item>(parts: WatchListParts<Item>): Promise<WatchedList<Item>> {
  const { position, read, pollMs, onChange, onFailure } = parts;
  let seen: string | undefined;
  let items: readonly Item[] = [];
  let isFailing = false;
  const look = async (): Promise<void> => {
    const now = await position();
    if (now === seen) return;
    items = await read();
    seen = now;
    onChange?.(items);
  };
  const lookAgain = async (): Promise<void> => {
    try {
      await look();
      if (isFailing) onFailure(undefined);
      isFailing = false;
    } catch (error) {
      if (!isFailing) onFailure(error);
      isFailing = true;
    }
  };

  await look();
  const stopping = new AbortController();
  const run = async (): Promise<void> => {
    while (!stopping.signal.aborted) {
      await sleep(pollMs, undefined, { signal: stopping.signal }).catch(() => undefined);
      if (!stopping.signal.aborted) await lookAgain();
    }
  };
  const running = run();
  return {
    current: () => items,
    stop: async () => {
      stopping.abort();
      await running;
    },
  };
}
