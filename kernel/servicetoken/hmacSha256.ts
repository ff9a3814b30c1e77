import { hash } from "node:crypto";

/** Of SHA-256, in bytes. */
const [BLOCK, DIGEST] = [64, 32] as const;
const INNER = 0x36;
const OUTER = 0x5c;
const FIRST_ROOM = 2_048;
const encoder = new TextEncoder();

/** Answers the HMAC of a text's UTF-8 bytes in base64url, 43 characters. */
export type Hmac = (text: string) => string;

/**
 * HMAC SHA-256 (RFC 2104) under a key of at most 64 bytes, as two whole hashes over the padded key and what it is for.
 * `createHmac` gives the same; the object it makes for each text costs more than the hashing.
 */
export function hmacSha256(key: Uint8Array): Hmac {
  if (key.length > BLOCK) throw new TypeError(`a key has at most ${BLOCK} bytes`);
  const outer = paddedKey(key, OUTER, DIGEST);
  let inner = paddedKey(key, INNER, FIRST_ROOM);
  let behindKey = inner.subarray(BLOCK);
  return (text) => {
    // No character takes more than three bytes.
    if (behindKey.length < 3 * text.length) {
      inner = Buffer.concat([inner.subarray(0, BLOCK)], BLOCK + 3 * text.length);
      behindKey = inner.subarray(BLOCK);
    }
    const { written } = encoder.encodeInto(text, behindKey);
    outer.write(hash("sha256", inner.subarray(0, BLOCK + written), "binary"), BLOCK, "binary");
    return hash("sha256", outer, "base64url");
  };
}

/** A block of the key, each byte of it combined with the same one, and room behind it. */
function paddedKey(key: Uint8Array, pad: number, room: number): Buffer {
  const bytes = Buffer.alloc(BLOCK + room);
  for (let at = 0; at < BLOCK; at += 1) bytes[at] = (key[at] ?? 0) ^ pad;
  return bytes;
}
