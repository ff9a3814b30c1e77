import type { Consumer } from "../policy/consumer.ts";
import type { JsonObject } from "./compactToken.ts";
import { claimsFromConsumer } from "./claimsFromConsumer.ts";
import { SERVICE_TOKEN, subgraphAudience } from "./serviceToken.ts";

const base64url = (text: string): string => Buffer.from(text, "utf8").toString("base64url");

/** The first part of every token the gateway issues. */
export const HEADER_PART = base64url(
  JSON.stringify({ alg: SERVICE_TOKEN.algorithm, typ: SERVICE_TOKEN.type }),
);

/** The claims that are of one call. Times in seconds since 1970. */
export interface CallClaims {
  readonly iat: number;
  readonly exp: number;
  readonly jti: string;
  /** `bodyDigest` of what is sent. */
  readonly body: string;
}

/** The payload as the gateway writes it: first what is of this call, then what is of this consumer. */
export interface TokenText {
  /** Both parts in base64url are the payload's: the head's bytes are a multiple of three. */
  write(call: CallClaims, consumerPart: string): string;
  /** Takes a payload apart that is written like that; undefined for any other, be it as good. */
  read(payload: string): { readonly call: CallClaims; readonly consumerText: string } | undefined;
}

/** Tells a head apart: two times of ten digits, an id of visible ASCII, a digest, and what pads it. */
const CALL =
  /^,"iat":([1-9]\d{9}),"exp":([1-9]\d{9}),"jti":"([\w.-]{1,64})","body":"([\w-]{43})", {0,2}"sub":/;
const SUB_LENGTH = '"sub":'.length;

/**
 * The payload of one subgraph's tokens. The consumer comes last and the head is padded, so that the consumer's part is
 * encoded once for many tokens, and recognised by its text where it was checked before.
 */
export function tokenText(subgraph: string): TokenText {
  const named = JSON.stringify({ iss: SERVICE_TOKEN.issuer, aud: subgraphAudience(subgraph) }).slice(0, -1);
  return {
    write: ({ iat, exp, jti, body }, consumerPart) => {
      const head = `${named},"iat":${iat},"exp":${exp},"jti":${JSON.stringify(jti)},"body":"${body}",`;
      const spare = Buffer.byteLength(head) % 3;
      return `${base64url(spare === 0 ? head : `${head}${" ".repeat(3 - spare)}`)}${consumerPart}`;
    },
    read: (payload) => {
      const text = Buffer.from(payload, "base64url").toString("utf8");
      const found = text.startsWith(named) ? CALL.exec(text.slice(named.length)) : null;
      if (found === null) return undefined;
      const [head, iat, exp, jti, body] = found as unknown as readonly [
        string,
        string,
        string,
        string,
        string,
      ];
      const consumerText = text.slice(named.length + head.length - SUB_LENGTH);
      return { call: { iat: Number(iat), exp: Number(exp), jti, body }, consumerText };
    },
  };
}

/** A consumer's claims as they end a payload: `"sub":...}`. Throws `TypeError` like `claimsFromConsumer`. */
export function consumerText(consumer: Consumer): string {
  const { sub, ...others } = claimsFromConsumer(consumer);
  return JSON.stringify({ sub, ...others }).slice(1);
}

/** `consumerText` in base64url, the second part of a payload. */
export const consumerPart = (consumer: Consumer): string => base64url(consumerText(consumer));

/** The claims in such a text; undefined when it is none. */
export function consumerMembers(text: string): JsonObject | undefined {
  try {
    return JSON.parse(`{${text}`) as JsonObject;
  } catch {
    return undefined;
  }
}
