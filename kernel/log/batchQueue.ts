/** How large a call is. */
export interface Size {
  readonly events: number;
  readonly bytes: number;
}

/** How much may be written at once, and how much may wait. */
export interface BatchBounds {
  /** A group is closed before it would be larger; a call that is larger by itself is a group of its own. */
  readonly group: Size;
  /** A call beyond it is refused, unless nothing waits. */
  readonly waiting: Size;
}

/** A call in the queue, and whom to tell. */
export interface Waiting<C, R> {
  readonly call: C;
  readonly size: Size;
  readonly resolve: (outcome: R) => void;
  readonly reject: (reason: unknown) => void;
}

/** Calls that wait to be written, first come, first served. */
export interface BatchQueue<C, R> {
  /** Takes a call; answers false when it would be too much. */
  offer(waiting: Waiting<C, R>): boolean;
  /** Those next to be written together; none when nothing waits. */
  nextGroup(): readonly Waiting<C, R>[];
  takeAll(): readonly Waiting<C, R>[];
}

/** Makes an empty one. */
export function batchQueue<C, R>(bounds: BatchBounds): BatchQueue<C, R> {
  let waiting: Waiting<C, R>[] = [];
  let sum: Size = NOTHING;
  const take = (count: number): readonly Waiting<C, R>[] => {
    const taken = waiting.slice(0, count);
    waiting = waiting.slice(count);
    sum = waiting.length === 0 ? NOTHING : taken.reduce((rest, { size }) => minus(rest, size), sum);
    return taken;
  };
  return {
    offer: (each) => {
      const next = plus(sum, each.size);
      if (waiting.length > 0 && exceeds(next, bounds.waiting)) return false;
      waiting.push(each);
      sum = next;
      return true;
    },
    nextGroup: () => {
      let size = NOTHING;
      const end = waiting.findIndex((each, index) => {
        size = plus(size, each.size);
        return index > 0 && exceeds(size, bounds.group);
      });
      return take(end < 0 ? waiting.length : end);
    },
    takeAll: () => take(waiting.length),
  };
}

const NOTHING: Size = Object.freeze({ events: 0, bytes: 0 });
const plus = (a: Size, b: Size): Size => ({ events: a.events + b.events, bytes: a.bytes + b.bytes });
const minus = (a: Size, b: Size): Size => ({ events: a.events - b.events, bytes: a.bytes - b.bytes });
const exceeds = (size: Size, bound: Size): boolean => size.events > bound.events || size.bytes > bound.bytes;
