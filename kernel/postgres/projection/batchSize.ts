/** How many events a projector takes at once, by how long it took before. */
export interface BatchSize {
  now(): number;
  /** A full batch took so many milliseconds. */
  took(milliseconds: number): void;
  failed(): void;
}

const LARGEST = 5_000;
const FIRST = 1_000;
/** Between these a batch is neither so short that beginning it costs most, nor does it keep others waiting. */
const SHORT_MILLISECONDS = 150;
const LONG_MILLISECONDS = 600;

/** Grows while batches are quick, shrinks when they are slow, and more so when one fails. */
export function batchSize(largest = LARGEST): BatchSize {
  let size = Math.min(FIRST, largest);
  const become = (next: number): void => void (size = Math.max(1, Math.min(largest, Math.floor(next))));
  return {
    now: () => size,
    took: (milliseconds) => {
      if (milliseconds < SHORT_MILLISECONDS) become(size * 2);
      else if (milliseconds > LONG_MILLISECONDS) become(size / 2);
    },
    failed: () => become(size / 4),
  };
}
