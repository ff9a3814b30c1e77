import { hash } from "node:crypto";
import { DIGEST_TEXT, encodeDigest } from "./base64urlBytes.ts";

/** Of SHA-256, in bytes. */
const [BLOCK, DIGEST] = [64, 32] as const;
const INNER = 0x36;
const OUTER = 0x5c;
const FIRST_ROOM = 2_048;
const encoder = new TextEncoder();

/**
 * HMAC SHA-256 (RFC 2104) under a key of at most 64 bytes, as two whole hashes over the padded key and what stands behind it.
 * `createHmac` gives the same; the object it makes for each text costs more than the hashing. Throws `TypeError` for a
 * longer key.
 */
export class HmacSha256 {
  readonly #outer: Buffer;
  #inner: Buffer;
  /** From the key to where what was signed last ended. */
  #signed: Buffer;
  readonly #text = Buffer.alloc(DIGEST_TEXT);

  constructor(key: Uint8Array) {
    if (key.length > BLOCK) throw new TypeError(`a key has at most ${BLOCK} bytes`);
    this.#outer = paddedKey(key, OUTER, DIGEST);
    this.#inner = paddedKey(key, INNER, FIRST_ROOM);
    this.#signed = this.#inner;
  }

  /** Where what is to be signed is written, at least so many bytes; it may be another place than before. */
  room(bytes: number): Buffer {
    if (this.#inner.length < BLOCK + bytes) {
      this.#inner = Buffer.concat([this.#inner.subarray(0, BLOCK)], BLOCK + bytes);
      this.#signed = this.#inner;
    }
    return this.#inner.subarray(BLOCK);
  }

  /** The HMAC of the first so many bytes that stand in the room: 32, with a character for each. */
  digest(length: number): string {
    const end = BLOCK + length;
    if (this.#signed.length !== end) this.#signed = this.#inner.subarray(0, end);
    this.#outer.write(hash("sha256", this.#signed, "binary"), BLOCK, "latin1");
    return hash("sha256", this.#outer, "binary");
  }

  /** The HMAC of a text's UTF-8 bytes in base64url, 43 characters. */
  of(text: string): string {
    // No character takes more than three bytes.
    const { written } = encoder.encodeInto(text, this.room(3 * text.length));
    encodeDigest(this.digest(written), this.#text, 0);
    return this.#text.toString("latin1");
  }
}

/** A block of the key, each byte of it combined with the same one, and room behind it. */
function paddedKey(key: Uint8Array, pad: number, room: number): Buffer {
  const bytes = Buffer.alloc(BLOCK + room);
  for (let at = 0; at < BLOCK; at += 1) bytes[at] = (key[at] ?? 0) ^ pad;
  return bytes;
}
