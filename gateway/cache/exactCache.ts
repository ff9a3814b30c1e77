import type { ProductRef } from "@datamesh/kernel/product";
import { LRUCache } from "lru-cache";
import type { Announcements } from "../announcements/index.ts";
import type { CacheTally, Served } from "./cacheTally.ts";
import { heardStates } from "./heardStates.ts";

/** What an answer depends on, besides the states of the products it tells of. */
export interface Question {
  /** Equal for two requests only if the same rows give both of them the same answer. */
  readonly key: string;
  /** Every product that the answer may depend on. */
  readonly products: readonly ProductRef[];
  /** What the cache looked for last to answer it, for when it is asked again while the products stand where they stood. */
  sought?: Sought;
}

interface Sought {
  readonly states: string;
  /** The very one the answer is kept by, once it was found: strings that are one are equal at once. */
  key: string;
}

/** An answer that was worked out. */
export interface Computed<Value> {
  readonly value: Value;
  /** Whether the same question may be answered with it again. */
  readonly keep: boolean;
  /** What keeping it takes. */
  readonly bytes: number;
}

/** A value, and where it came from. */
export interface Found<Value> {
  readonly value: Value;
  readonly served: Served;
}

/** Answers questions, each once for as long as none of its products changes. */
export interface ExactCache<Value extends object> {
  /** At once where the answer is kept. */
  answer(question: Question, compute: () => Promise<Computed<Value>>): Found<Value> | Promise<Found<Value>>;
  /** The answer that is kept, if it is known to be of the announced revisions; nothing is counted or worked out. */
  peek(question: Question): Value | undefined;
  clear(): void;
  /** Bytes that answers take now. */
  readonly bytes: () => number;
}

/** How much is kept, and what tells that it has become old. */
export interface ExactCacheParts {
  readonly announcements: Pick<Announcements, "heard" | "lastHeardAt">;
  readonly maxBytes: number;
  /** Milliseconds of `performance.now()`. */
  readonly now: () => number;
  /** Counts how questions are answered. */
  readonly tally: CacheTally;
  /** Without a word of a product for so long nothing is answered from here; a second unless given. */
  readonly silenceMs?: number;
}

interface Kept<Value> {
  readonly key: string;
  readonly value: Value;
  readonly products: readonly ProductRef[];
  /** When the last row of it had been read. */
  readonly readBy: number;
  /** Everything that was committed before `readBy` was heard, and the revisions were still those of the key. */
  confirmed: boolean;
}

const SILENCE_MS = 1_000;
/** What an entry takes besides its answer and its key: what is kept of the answer, and of the reply that gives it again. */
const ENTRY_BYTES = 600;

/**
 * A cache whose answers are exact: the key holds the announced revision of every product, and an answer is given again
 * only once everything that was committed while it was read has been heard, and was nothing. So it is the answer of
 * just these revisions, and no older than what was announced. Questions with one key are worked out once at a time.
 */
export function exactCache<Value extends object>(parts: ExactCacheParts): ExactCache<Value> {
  const { announcements, maxBytes, now, tally, silenceMs = SILENCE_MS } = parts;
  const kept = new LRUCache<string, Kept<Value>>({ maxSize: maxBytes, maxEntrySize: maxBytes / 8 });
  const running = new Map<string, Promise<Computed<Value>>>();

  const states = heardStates(announcements, () => kept.clear());
  /** Undefined when it is not known where one of the products stands. */
  const revised = (question: Question): Sought | undefined => {
    const told = states.tell(question.products, now() - silenceMs);
    if (told === undefined) return undefined;
    if (question.sought?.states !== told) question.sought = { states: told, key: question.key + told };
    return question.sought;
  };
  const run = (key: string, products: readonly ProductRef[], compute: () => Promise<Computed<Value>>) => {
    const computing = compute()
      .then((computed) => {
        if (computed.keep) keep(key, products, computed);
        return computed;
      })
      .finally(() => running.delete(key));
    running.set(key, computing);
    return computing;
  };
  const keep = (key: string, products: readonly ProductRef[], { value, bytes }: Computed<Value>): void => {
    // One that waits to be confirmed was read earlier, so it will be the sooner.
    if (kept.peek(key) !== undefined) return;
    const size = bytes + key.length * 2 + ENTRY_BYTES;
    kept.set(key, { key, value, products, readBy: now(), confirmed: false }, { size });
  };
  const confirmed = (sought: Sought): Value | undefined => {
    const found = kept.get(sought.key);
    if (found === undefined) return undefined;
    sought.key = found.key;
    found.confirmed ||= heardSince(announcements, found.products, found.readBy);
    return found.confirmed ? found.value : undefined;
  };

  return {
    bytes: () => kept.calculatedSize,
    clear: () => kept.clear(),
    peek: (question) => {
      const sought = revised(question);
      return sought && confirmed(sought);
    },
    answer: (question, compute) => {
      const sought = revised(question);
      if (sought === undefined) return foundBy(compute(), tally, "bypass");
      const found = confirmed(sought);
      if (found !== undefined) return { value: found, served: tally.count("hit") };
      const { key } = sought;
      const shared = running.get(key);
      if (shared !== undefined) return foundBy(shared, tally, "shared");
      return foundBy(run(key, question.products, compute), tally, "miss");
    },
  };
}

async function foundBy<Value>(
  computing: Promise<Computed<Value>>,
  tally: CacheTally,
  how: Served,
): Promise<Found<Value>> {
  const { value } = await computing;
  return { value, served: tally.count(how) };
}

function heardSince(
  announcements: ExactCacheParts["announcements"],
  products: readonly ProductRef[],
  moment: number,
): boolean {
  return products.every((product) => (announcements.lastHeardAt(product) ?? -Infinity) > moment);
}
