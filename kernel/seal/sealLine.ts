import { hash, type KeyObject, sign, verify } from "node:crypto";
import { z } from "zod";
import type { SealKey } from "./sealKey.ts";

/** How many bytes of each event's hash a seal holds: they tell which event differs, the root tells that one does. */
export const MARK_BYTES = 8;

/** The first line of a seals file: of which log it is, and who signs it. */
export interface Genesis {
  readonly seal: 0;
  readonly format: 1;
  readonly context: string;
  /** 32 random bytes in base64url, so that no two chains are alike. */
  readonly nonce: string;
  readonly publicKey: string;
  /** ISO 8601 in UTC. */
  readonly sealedAt: string;
  /** Why a chain was begun anew, where one was. */
  readonly reason?: string;
}

/** A line of a seals file: consecutive events as they were stored when it was written. */
export interface Seal {
  /** 1, 2, 3, ... */
  readonly seal: number;
  readonly context: string;
  /** Positions. */
  readonly first: number;
  readonly last: number;
  /** The Merkle tree hash of the events' row hashes, base64url. */
  readonly root: string;
  /** The first 8 bytes of each row hash, one after the other, base64url. */
  readonly marks: string;
  /** ISO 8601 in UTC. */
  readonly sealedAt: string;
  /** SHA-256 of the line before, signature included, base64url. */
  readonly previous: string;
}

const HASH = z.string().regex(/^[\w-]{43}$/);
const GENESIS = z.strictObject({
  seal: z.literal(0),
  format: z.literal(1),
  context: z.string(),
  nonce: HASH,
  publicKey: HASH,
  sealedAt: z.string(),
  reason: z.string().optional(),
});
const SEAL = z.strictObject({
  seal: z.int().positive(),
  context: z.string(),
  first: z.int().positive(),
  last: z.int().positive(),
  root: HASH,
  marks: z.string().regex(/^[\w-]+$/),
  sealedAt: z.string(),
  previous: HASH,
});

/** The line for a seal, without its end: JSON in ASCII whose last member is the signature over all before it. */
export function sealLine(content: Genesis | Seal, { signing }: Pick<SealKey, "signing">): string {
  const body = inAscii(JSON.stringify(content)).slice(0, -1);
  return `${body},"signature":"${sign(null, signed(body), signing).toString("base64url")}"}`;
}

/** What a line says, whoever wrote it; undefined for what is no line of a seals file. */
export function readSealLine(line: string): Genesis | Seal | undefined {
  const body = bodyOf(line);
  if (body === undefined) return undefined;
  try {
    const content: unknown = JSON.parse(`${body}}`);
    const genesis = GENESIS.safeParse(content);
    if (genesis.success) return genesis.data as Genesis;
    const seal = SEAL.safeParse(content);
    return seal.success && hasAllMarks(seal.data) ? seal.data : undefined;
  } catch {
    return undefined;
  }
}

/** Whether the line was signed by this key. */
export function isSignedBy(line: string, key: KeyObject): boolean {
  const [body, signature] = [bodyOf(line), SIGNED.exec(line)?.[2]];
  if (body === undefined || signature === undefined) return false;
  const bytes = Buffer.from(signature, "base64url");
  return bytes.toString("base64url") === signature && verify(null, signed(body), key, bytes);
}

/** What the line after this one has to repeat. */
export const lineHash = (line: string): string => hash("sha256", line, "base64url");

const SIGNED = /^(\{.*),"signature":"([\w-]{86})"\}$/s;
const bodyOf = (line: string): string | undefined => SIGNED.exec(line)?.[1];

/** So that a line is the same text in whatever way its bytes are read. */
const inAscii = (json: string): string =>
  json.replaceAll(/[^ -~]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`);

/** Nothing else that this key may ever sign begins like this. */
const signed = (body: string): Buffer => Buffer.from(`datamesh log seal 1\n${body}`);

const hasAllMarks = ({ first, last, marks }: Seal): boolean =>
  Buffer.from(marks, "base64url").length === (last - first + 1) * MARK_BYTES;
