import { randomBytes } from "node:crypto";
import { SERVICE_TOKEN } from "./serviceToken.ts";
import { base64url, payloadStart } from "./tokenText.ts";

const SERIES_LENGTH = 16;

/**
 * Writes the payloads of one subgraph's tokens: first what all of them begin with in one second, then what is of the call,
 * then what is of the consumer. The parts are a multiple of three bytes long, so that their base64url is the whole's.
 *
 * A token's id is a random text and a number that counts: one is never another's, anywhere. That it can be guessed helps
 * nobody, for no token is good by its id but by its signature, and an id that was seen is not refused either.
 */
export class PayloadWriter {
  readonly #named: string;
  readonly #series: string;
  #count = 0;
  #second = NaN;
  #opening = "";

  constructor(subgraph: string) {
    this.#named = payloadStart(subgraph);
    const spare = Buffer.byteLength(this.#openingAt(1_000_000_000, "")) + SERIES_LENGTH;
    this.#series = randomBytes(SERIES_LENGTH)
      .toString("base64url")
      .slice(0, SERIES_LENGTH + fill(spare));
  }

  /** `iat` in seconds since 1970; `digest` is `bodyDigest` of what is sent, and `consumer` a `consumerPart`. */
  write(iat: number, digest: string, consumer: string): string {
    if (iat !== this.#second) {
      this.#opening = base64url(this.#openingAt(iat, this.#series));
      this.#second = iat;
    }
    const ofCall = `${++this.#count}","body":"${digest}",`;
    // Of ASCII in which no `>`, `?` or `~` is, base64 is base64url.
    return `${this.#opening}${btoa(ofCall + PADDING[fill(ofCall.length)])}${consumer}`;
  }

  #openingAt(iat: number, series: string): string {
    return `${this.#named},"iat":${iat},"exp":${iat + SERVICE_TOKEN.lifetimeSeconds},"jti":"${series}`;
  }
}

/** What is missing to a multiple of three. */
const fill = (length: number): number => (3 - (length % 3)) % 3;

const PADDING = ["", " ", "  "] as const;
