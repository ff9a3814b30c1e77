import { randomBytes } from "node:crypto";
import { DIGEST_TEXT, encodeBytes, encodeDigest } from "./base64urlBytes.ts";
import type { HmacSha256 } from "./hmacSha256.ts";
import { SERVICE_TOKEN } from "./serviceToken.ts";
import { base64url, HEADER_PART, payloadStart } from "./tokenText.ts";

const SERIES_LENGTH = 16;
const [ZERO, NINE] = [48, 57] as const;
/** Digits enough for a hundred thousand calls a second in thirty years, and a multiple of three bytes before the digest. */
const COUNT_DIGITS = 14;
const OF_CALL = `${"0".repeat(COUNT_DIGITS)}","body":"${"-".repeat(DIGEST_TEXT)}",`;
const DIGEST_AT = OF_CALL.indexOf("-");
const OF_CALL_TEXT = (OF_CALL.length / 3) * 4;

/**
 * Writes the tokens for one subgraph, each where the one before stands: what all of them begin with in one second stays as it
 * is, then comes what is of the call, then what is of the consumer. The parts are a multiple of three bytes long, so that
 * their base64url is the whole's.
 *
 * A token's id is a random text and a number that counts: one is never another's, anywhere. That it can be guessed helps
 * nobody, for no token is good by its id but by its signature, and an id that was seen is not refused either.
 */
export class TokenWriter {
  readonly #named: string;
  readonly #series: string;
  readonly #ofCall = Buffer.from(OF_CALL);
  #second = NaN;
  /** Where the second's opening ends. */
  #callAt = 0;
  #bytes: Buffer;

  constructor(
    subgraph: string,
    private readonly hmac: HmacSha256,
  ) {
    this.#named = payloadStart(subgraph);
    const spare = Buffer.byteLength(this.#openingAt(1_000_000_000, "")) + SERIES_LENGTH;
    this.#series = randomBytes(SERIES_LENGTH)
      .toString("base64url")
      .slice(0, SERIES_LENGTH + fill(spare));
    this.#bytes = hmac.room(0);
  }

  /**
   * `iat` in seconds since 1970; `digest` the SHA-256 of what is sent, with a character for each byte, and `consumer` a
   * `consumerPart`.
   */
  write(iat: number, digest: string, consumer: Uint8Array): string {
    if (iat !== this.#second) this.#open(iat);
    const consumerAt = this.#callAt + OF_CALL_TEXT;
    const end = consumerAt + consumer.length;
    if (this.#bytes.length < end + 1 + DIGEST_TEXT) this.#widen(end + 1 + DIGEST_TEXT);
    const bytes = this.#bytes;
    countUp(this.#ofCall);
    encodeDigest(digest, this.#ofCall, DIGEST_AT);
    encodeBytes(this.#ofCall, bytes, this.#callAt);
    bytes.set(consumer, consumerAt);
    const signature = this.hmac.digest(end);
    bytes[end] = DOT;
    encodeDigest(signature, bytes, end + 1);
    return bytes.toString("latin1", 0, end + 1 + DIGEST_TEXT);
  }

  #open(iat: number): void {
    const opening = `${HEADER_PART}.${base64url(this.#openingAt(iat, this.#series))}`;
    if (this.#bytes.length < opening.length) this.#bytes = this.hmac.room(opening.length);
    this.#callAt = this.#bytes.write(opening, "latin1");
    this.#second = iat;
  }

  /** What is signed has to stand in the room of the key, which is another one now. */
  #widen(bytes: number): void {
    this.#bytes = this.hmac.room(bytes);
    this.#open(this.#second);
  }

  #openingAt(iat: number, series: string): string {
    return `${this.#named},"iat":${iat},"exp":${iat + SERVICE_TOKEN.lifetimeSeconds},"jti":"${series}`;
  }
}

const DOT = 46;

/** What is missing to a multiple of three. */
const fill = (length: number): number => (3 - (length % 3)) % 3;

/** Counts in the decimal digits that stand at the start of these bytes. */
function countUp(bytes: Uint8Array): void {
  let at = COUNT_DIGITS - 1;
  while (bytes[at] === NINE) {
    bytes[at] = ZERO;
    at -= 1;
  }
  bytes[at] = (bytes[at] as number) + 1;
}
