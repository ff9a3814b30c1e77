import { MeshError } from "../errors.ts";

/** A stream by its name, and an event's place in it: 1 is the first. */
export interface StreamVersion {
  readonly name: string;
  readonly version: number;
}

/** The version a stream must stand at: that of its last event, `none` (or 0) when it must not exist yet, or `any`. */
export type ExpectedVersion = number | "any" | "none";

/** Where events are appended to, and on which condition. */
export interface StreamTarget {
  readonly stream: string;
  readonly expected: ExpectedVersion;
}

/** Streams with names that begin so are written by the outbox of their context alone. */
export const OUTBOX_PREFIX = "outbox/";

const MAX_LENGTH = 200;

/** Makes sure that a stream can be appended to from outside the outbox. Throws MeshError BAD_USER_INPUT. */
export function checkTarget({ stream, expected }: StreamTarget): void {
  checkStreamName(stream);
  if (stream.startsWith(OUTBOX_PREFIX)) {
    throw bad(`a stream whose name begins with ${OUTBOX_PREFIX} is written through the outbox alone`);
  }
  if (typeof expected === "number" && !(Number.isSafeInteger(expected) && expected >= 0)) {
    throw bad('the expected version of a stream is a whole number from 0, "any" or "none"');
  }
}

/** Makes sure that a text can name a stream. Throws MeshError BAD_USER_INPUT. */
export function checkStreamName(stream: string): void {
  const fits = stream.length > 0 && stream.length <= MAX_LENGTH;
  if (fits && stream.isWellFormed() && !stream.includes("\u0000")) return;
  throw bad(`a stream is named by 1 to ${MAX_LENGTH} characters, without NUL and half surrogate pairs`);
}

const bad = (message: string): MeshError => new MeshError("BAD_USER_INPUT", message);
