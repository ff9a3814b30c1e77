import {
  type Difference,
  firstDifference,
  markOf,
  marksOf,
  readSealLine,
  type Seal,
  sealEvents,
} from "../../seal/index.ts";
import type { Database } from "../database.ts";
import { type EventCursor, eventCursor } from "./eventCursor.ts";
import { type HashedEvent, hashedEvents } from "./hashedEvents.ts";
import { readSealsFile } from "./sealsFile.ts";

/** Where stored events are not those that were sealed. */
export interface EventDifference extends Difference {
  /** The last position it may concern, where the marks of a seal do not tell which of its events differs. */
  readonly upTo?: number;
}

/** A log, and the part of its seals file that is sound. */
export interface SealedRange {
  readonly database: Database;
  readonly context: string;
  readonly path: string;
  /** The lines up to here are the chain, with those passed over. */
  readonly lines: number;
  readonly passedOver: readonly number[];
}

/** How far around a difference is looked, so that a removal or an insertion is told from an alteration. */
const WINDOW = 2_000;

/** Compares what is stored with every seal, in one snapshot, and answers the first difference. */
export async function compareEvents(
  range: SealedRange,
  onProgress: (position: number) => void,
): Promise<EventDifference | undefined> {
  const { database, context } = range;
  const stored = eventCursor(hashedEvents(database, context));
  const seals = sealsIn(range);
  try {
    for await (const seal of seals) {
      const events = await stored.take(seal.last - seal.first + 1);
      if (!isAsSealed(seal, events)) return await locate(seal, seals, events, stored);
      onProgress(seal.last);
    }
    return undefined;
  } finally {
    await stored.close();
  }
}

function isAsSealed(seal: Seal, events: readonly HashedEvent[]): boolean {
  if (events.length !== seal.last - seal.first + 1) return false;
  if (events.some(({ position }, index) => position !== seal.first + index)) return false;
  return (
    sealEvents(
      seal.first,
      events.map(({ hash }) => hash),
    ).root === seal.root
  );
}

/** Finds the first event that differs in a seal, looking at what comes behind it too. */
async function locate(
  seal: Seal,
  later: AsyncGenerator<Seal>,
  events: readonly HashedEvent[],
  stored: EventCursor,
): Promise<EventDifference> {
  const marks = [...marksOf(seal)];
  while (marks.length < WINDOW) {
    const next = await later.next();
    if (next.done === true) break;
    marks.push(...marksOf(next.value));
  }
  const around = [...events, ...(await stored.take(WINDOW))];
  const marked = around.map(({ position, hash }) => ({
    position,
    mark: Buffer.from(markOf(hash)).toString("hex"),
  }));
  const found = firstDifference(seal.first, marks, marked);
  if (found !== undefined && found.position <= seal.last) return found;
  // Somebody found other contents with the same mark, which the root tells and the marks do not.
  return { kind: "ALTERED", position: seal.first, upTo: seal.last, count: 1 };
}

async function* sealsIn({ path, lines, passedOver }: SealedRange): AsyncGenerator<Seal> {
  const skipped = new Set(passedOver);
  let number = 0;
  for await (const { line } of readSealsFile(path, 0, Number.MAX_SAFE_INTEGER)) {
    number += 1;
    if (number > lines) return;
    const content = skipped.has(number) ? undefined : readSealLine(line);
    if (content !== undefined && "root" in content) yield content;
  }
}
