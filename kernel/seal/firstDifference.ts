/** What became of events since they were sealed. */
export type ChangeKind = "ALTERED" | "REMOVED" | "INSERTED";

/** The first place where a log is not what was sealed. */
export interface Difference {
  readonly kind: ChangeKind;
  /** Of the first event concerned: as it was sealed when it was removed, as it stands now otherwise. */
  readonly position: number;
  /** How many events were removed or inserted there, as far as was looked; 1 for an alteration. */
  readonly count: number;
}

/** An event as it is stored now. */
export interface Marked {
  readonly position: number;
  readonly mark: string;
}

/** How many events after a shift have to be alike again for it to be one. */
const ALIKE = 3;

/**
 * Compares what was sealed from position `first` on with what is stored from there on, and answers the first
 * difference, or undefined when there is none. An event that was removed or inserted shifts those behind it, which is
 * told from an alteration by their marks.
 */
export function firstDifference(
  first: number,
  sealed: readonly string[],
  stored: readonly Marked[],
): Difference | undefined {
  const at = sealed.findIndex(
    (mark, index) => stored[index]?.mark !== mark || stored[index]?.position !== first + index,
  );
  if (at < 0) return undefined;
  const position = first + at;
  const found = stored[at];
  if (found === undefined) return { kind: "REMOVED", position, count: sealed.length - at };
  if (found.position > position) return { kind: "REMOVED", position, count: found.position - position };
  if (found.position < position) return { kind: "INSERTED", position: found.position, count: 1 };
  const marks = stored.map(({ mark }) => mark);
  for (let shift = 1; shift < Math.max(sealed.length, marks.length) - at; shift += 1) {
    if (isAlike(sealed, at + shift, marks, at)) return { kind: "REMOVED", position, count: shift };
    if (isAlike(marks, at + shift, sealed, at)) return { kind: "INSERTED", position, count: shift };
  }
  return { kind: "ALTERED", position, count: 1 };
}

/** Whether one goes on from here as the other from there: for a few events, or to the end of the shorter. */
function isAlike(one: readonly string[], from: number, other: readonly string[], there: number): boolean {
  const count = Math.min(ALIKE, one.length - from, other.length - there);
  for (let index = 0; index < count; index += 1) {
    if (one[from + index] !== other[there + index]) return false;
  }
  return count > 0;
}
