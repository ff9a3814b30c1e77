import { payloadStart } from "./tokenText.ts";

/** The claims that are of one call. Times in seconds since 1970. */
export interface CallClaims {
  readonly iat: number;
  readonly exp: number;
  readonly jti: string;
  /** `bodyDigest` of what is sent. */
  readonly body: string;
}

/** Takes a payload apart that is written by a `TokenWriter`; undefined for any other, be it as good. */
export type ReadPayload = (
  payload: string,
) => { readonly call: CallClaims; readonly consumerText: string } | undefined;

/** What is of the call: two times of ten digits, an id of visible ASCII, a digest, and what pads it. */
const CALL =
  /^,"iat":([1-9]\d{9}),"exp":([1-9]\d{9}),"jti":"([\w.-]{1,64})","body":"([\w-]{43})", {0,2}"sub":/;
const SUB_LENGTH = '"sub":'.length;

/** Reads the payloads of one subgraph's tokens. */
export function payloadReader(subgraph: string): ReadPayload {
  const named = payloadStart(subgraph);
  return (payload) => {
    const text = Buffer.from(payload, "base64url").toString("utf8");
    const found = text.startsWith(named) ? CALL.exec(text.slice(named.length)) : null;
    if (found === null) return undefined;
    const [head, iat, exp, jti, body] = found as unknown as readonly [string, string, string, string, string];
    const consumerText = text.slice(named.length + head.length - SUB_LENGTH);
    return { call: { iat: Number(iat), exp: Number(exp), jti, body }, consumerText };
  };
}
