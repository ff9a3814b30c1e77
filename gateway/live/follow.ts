import { isNativeError } from "node:util/types";
import { MeshError } from "@datamesh/kernel";
import type { GraphQLFormattedError } from "graphql";
import type { EventReader } from "./eventReader.ts";
import type { LiveEvent, LiveRead, LiveResult } from "./liveEvent.ts";
import type { AwaitedRow, ProductWakes } from "./productWakes.ts";
import type { TokenSession } from "./tokenSession.ts";

/** What following takes. */
export interface FollowParts {
  /** Reads on behalf of the consumer; another one once the mesh has changed. Throws when the subscription is none any more. */
  readonly reader: () => EventReader;
  readonly session: TokenSession;
  /** Aborts, with a MeshError as its reason, when the subscription has to end: the token has, or the gateway stops. */
  readonly ending: AbortSignal;
  readonly wakes: ProductWakes;
  /** Milliseconds from any fixed point. */
  readonly now: () => number;
  /** Shows an error of ours by its closed code. */
  readonly format: (error: unknown) => GraphQLFormattedError;
  /** Told when the first read has not been refused, before its events. */
  readonly begun: () => void;
}

/** How long a decision of the rules holds for an event that was read and is still to be sent. */
const DECIDED_MS = 1_000;
const TICK_MS = 1_000;
/** How long a part of the mesh may be away before subscriptions to it end. */
const PATIENCE_MS = 30_000;

/**
 * The responses of a subscription, one after the other as they are asked for: nothing is read ahead but the rest of a
 * page, so a slow reader costs no memory and falls behind in the history instead. Ends with a response that says why, and
 * at which position to go on.
 */
export async function* follow(parts: FollowParts): AsyncGenerator<LiveResult, void> {
  const place: Place = { hasBegun: false, position: undefined, lastRow: undefined, readAt: undefined };
  try {
    yield* parts.reader().hasHistory ? followHistory(parts, place) : followRow(parts, place);
  } catch (error) {
    if (error !== GONE) yield endResult(parts, place, [error]);
  }
}

/** The reason of `ending` when nobody is there any more, who could be told. */
export const GONE = new MeshError("UNAVAILABLE", "the subscriber has gone");

/** How far the subscriber has come. */
interface Place {
  hasBegun: boolean;
  position: string | undefined;
  lastRow: string | undefined;
  /** When it was last read behind the position. */
  readAt: number | undefined;
}

/** The row that is followed, if it is one. */
const awaitedRow = ({ rowHash }: EventReader, behind: string): AwaitedRow | undefined =>
  rowHash === undefined ? undefined : { row: rowHash, behind: Number(behind) };

/** What there is to do at a position: to read behind it, to go on at a later one up to which nothing happened, or to wait. */
function dueAt(parts: FollowParts, from: string, readAt: number | undefined): "read" | "wait" | number {
  const { wakes } = parts;
  const reader = parts.reader();
  const standing = wakes.standing(reader.product);
  if (standing === undefined || readAt === undefined) return "read";
  const ahead = standing.position - Number(from);
  if (ahead > 0) {
    const awaited = awaitedRow(reader, from);
    return awaited === undefined || wakes.mayHaveChanged(reader.product, awaited)
      ? "read"
      : standing.position;
  }
  // A product that stands before the position, and stood there after it was last read, is another than it was.
  return ahead < 0 && (wakes.heardAt(reader.product) ?? 0) > readAt + TICK_MS ? "read" : "wait";
}

async function* followHistory(parts: FollowParts, place: Place): AsyncGenerator<LiveResult, void> {
  const { wakes, ending } = parts;
  const first = parts.reader();
  place.position = first.begin;
  if (place.position === undefined) {
    const read = await readFor(parts, place, () => (first.kind === "row" ? first.row() : first.head()));
    yield* deliver(parts, place, read);
    place.position = read.position;
  }
  for (;;) {
    await refuseEnded(parts);
    const from = place.position ?? "0";
    const { product } = parts.reader();
    const standing = wakes.standing(product);
    const due = dueAt(parts, from, place.readAt);
    // Behind where the history is held one could not go on, so who waits for one row keeps up with the others.
    if (typeof due === "number") place.position = String(due);
    if (due === "read") {
      place.readAt = parts.now();
      const read = await readFor(parts, place, () => parts.reader().behind(from));
      const isWhole = yield* deliver(parts, place, read);
      if (isWhole) place.position = read.position ?? from;
      if (!isWhole || read.hasMore) continue;
      // What was announced may be more than what was read only for a moment.
      if (place.position !== from && standing !== undefined) continue;
    }
    await wakes.next(product, TICK_MS, ending, awaitedRow(parts.reader(), place.position ?? "0"));
  }
}

/** Without a history only what is can be told, not what was in between. */
async function* followRow(parts: FollowParts, place: Place): AsyncGenerator<LiveResult, void> {
  const { wakes, ending } = parts;
  let seen: unknown;
  for (;;) {
    await refuseEnded(parts);
    const { product } = parts.reader();
    const standing = wakes.standing(product);
    if (standing === undefined || standing !== seen) {
      seen = standing;
      const read = await readFor(parts, place, () => parts.reader().row());
      const text = JSON.stringify(read.events);
      if (text !== place.lastRow) yield* deliver(parts, place, read);
      place.lastRow = text;
      if (standing !== wakes.standing(product)) continue;
    }
    await wakes.next(product, TICK_MS, ending);
  }
}

type Events = Extract<LiveRead, { readonly kind: "events" }>;

/** Answers whether all of it was sent: what could not be sent soon is read again, so that it is decided on again. */
async function* deliver(
  parts: FollowParts,
  place: Place,
  { events }: Events,
): AsyncGenerator<LiveResult, boolean> {
  const decidedAt = parts.now();
  for (const event of events) {
    await refuseEnded(parts);
    if (event !== events[0] && parts.now() - decidedAt > DECIDED_MS) return false;
    yield event.result;
    passed(place, event);
  }
  return true;
}

function passed(place: Place, { position }: LiveEvent): void {
  if (position !== undefined) place.position = position;
}

/** Looks at the token before every event. */
async function refuseEnded({ session, ending }: FollowParts): Promise<void> {
  if (ending.aborted) throw ending.reason;
  const end = await session.check();
  if (end !== undefined) throw end;
}

/** Why reading is the end: errors as they were answered. */
class Ended extends Error {
  constructor(readonly errors: readonly unknown[]) {
    super("the subscription cannot be read");
  }
}

async function readOrThrow(reading: Promise<LiveRead>): Promise<Events> {
  const read = await reading;
  if (read.kind === "end") throw new Ended(read.errors);
  return read;
}

/** Whoever begins is told at once that a part of the mesh does not answer; a stream that has begun waits for it. */
async function readFor(parts: FollowParts, place: Place, read: () => Promise<LiveRead>): Promise<Events> {
  if (place.hasBegun) return patiently(parts, read);
  const first = await readOrThrow(read());
  place.hasBegun = true;
  parts.begun();
  return first;
}

/** Reads, again and again for a while, if a part of the mesh does not answer. */
async function patiently(parts: FollowParts, read: () => Promise<LiveRead>): Promise<Events> {
  const until = parts.now() + PATIENCE_MS;
  for (;;) {
    try {
      return await readOrThrow(read());
    } catch (error) {
      if (!isUnavailable(error) || parts.now() >= until) throw error;
      await parts.wakes.next(parts.reader().product, TICK_MS, parts.ending);
      await refuseEnded(parts);
    }
  }
}

function isUnavailable(error: unknown): boolean {
  if (error instanceof MeshError) return error.code === "UNAVAILABLE";
  return (
    error instanceof Ended &&
    error.errors.length > 0 &&
    error.errors.every((each) => (each as GraphQLFormattedError).extensions?.["code"] === "UNAVAILABLE")
  );
}

/** Every end says at which position to go on, if there is one. */
function endResult({ format }: FollowParts, { position }: Place, thrown: readonly unknown[]): LiveResult {
  const errors = thrown.flatMap((each) => (each instanceof Ended ? each.errors : [each]));
  const shown = (errors.length === 0 ? [new TypeError("nothing was read, and no reason given")] : errors).map(
    (each) => (isNativeError(each) ? format(each) : (each as GraphQLFormattedError)),
  );
  return {
    errors: shown.map((error) => ({
      ...error,
      extensions: { ...error.extensions, ...(position !== undefined && { position }) },
    })),
    ...(position !== undefined && { extensions: { datamesh: { position } } }),
  };
}
