import { MeshError } from "../errors.ts";

/**
 * The stored form of a personal value or subject identifier, in logs, product tables and histories:
 *
 *     VERSION "|" KEY-REFERENCE "|" DATA
 *
 * Version 0 is plain: its key reference is empty and DATA is the value as JSON. The form is deterministic, so
 * equal values have equal envelopes and can be looked up and joined by them. This module alone writes and reads
 * envelopes; a later version changes DATA to ciphertext and names the key, and nothing else.
 */
declare const brand: unique symbol;
export type Envelope = string & { readonly [brand]: "Envelope" };

const PLAIN = "0||";

/** What every envelope begins with, of this version and of later ones; in regular expressions of PostgreSQL too. */
export const ENVELOPE_PATTERN = "^[0-9]+[|][^|]*[|]";

/** Puts a JSON value into an envelope. */
export function seal(value: string | number | boolean | readonly unknown[]): Envelope {
  return `${PLAIN}${JSON.stringify(value)}` as Envelope;
}

/** The envelope of a text, as an SQL expression over that of the text; equal to what `seal` makes of it. */
export const sealSql = (text: string): string => `'${PLAIN}' || to_json(${text})::text`;

/** The text in an envelope, as an SQL expression over that of the envelope. */
export const openSql = (envelope: string): string =>
  `(substr(${envelope}, ${PLAIN.length + 1})::jsonb #>> '{}') collate "C"`;

/** The value in a plain envelope as the text of its JSON, as an SQL expression; null for an envelope of a later version. */
export const plainJsonSql = (envelope: string): string =>
  `case when starts_with(${envelope}, '${PLAIN}') then substr(${envelope}, ${PLAIN.length + 1}) end`;

/** The value in an envelope. Throws MeshError INTERNAL on text that is no envelope, without showing it. */
export function open(envelope: string): unknown {
  if (typeof envelope !== "string" || !envelope.startsWith(PLAIN)) throw damaged();
  try {
    return JSON.parse(envelope.slice(PLAIN.length)) as unknown;
  } catch {
    throw damaged();
  }
}

const damaged = (): MeshError =>
  new MeshError("INTERNAL", "a stored personal value is not a readable envelope");
