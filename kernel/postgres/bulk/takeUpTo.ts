/** What comes in batches and in order, handed out up to one position after another. */
export interface InOrder<T> {
  /** Calls `each` with what stands at the position or before it and was not handed out yet. */
  upTo(position: number, each: (items: readonly T[]) => void | Promise<void>): Promise<void>;
  /** Lets go of what was not handed out. */
  close(): Promise<void>;
}

/** Hands out batches in order. What is behind is only read when somebody asks. */
export function inOrder<T>(
  batches: AsyncIterable<readonly T[]>,
  positionOf: (item: T) => number,
): InOrder<T> {
  const source = batches[Symbol.asyncIterator]();
  let batch: readonly T[] = [];
  let isOver = false;
  return {
    upTo: async (position, each) => {
      while (!isOver) {
        const end = batch.findLastIndex((item) => positionOf(item) <= position) + 1;
        if (end > 0) await each(end === batch.length ? batch : batch.slice(0, end));
        if (end < batch.length) return void (batch = batch.slice(end));
        const next = await source.next();
        isOver = next.done === true;
        batch = next.done === true ? [] : next.value;
      }
    },
    close: async () => void (await source.return?.()),
  };
}
