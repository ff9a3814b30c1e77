import { hash } from "node:crypto";
import type { Consumer } from "../policy/consumer.ts";
import { signatures, type ServiceKeys } from "./serviceToken.ts";
import { consumerPart } from "./tokenText.ts";
import { TokenWriter } from "./tokenWriter.ts";

/** What a token is issued for. */
export interface SignedCall {
  readonly consumer: Consumer;
  /** Exactly what is sent; a string is sent as UTF-8. */
  readonly body: string | Uint8Array;
  readonly now: Date;
}

/** Issues a token in JWS compact serialization for one request. */
export type SignCall = (call: SignedCall) => string;

/**
 * Issues the gateway's tokens for one subgraph, each valid for 30 seconds, under the first of its keys. What is of the
 * consumer alone is encoded once, for as long as the frozen value is kept that names it. Throws `TypeError` for a key of another
 * length and for a consumer no verified token could have named.
 */
export function serviceSigner(keys: ServiceKeys, subgraph: string): SignCall {
  const [hmac] = signatures(keys);
  const writer = new TokenWriter(subgraph, hmac);
  const parts = new WeakMap<Consumer, Uint8Array>();
  const partOf = (consumer: Consumer): Uint8Array => {
    const known = parts.get(consumer);
    if (known !== undefined) return known;
    const part = consumerPart(consumer);
    if (isFrozen(consumer)) parts.set(consumer, part);
    return part;
  };
  return ({ consumer, body, now }) => {
    const iat = Math.floor(now.getTime() / 1_000);
    return writer.write(iat, hash("sha256", body, "binary"), partOf(consumer));
  };
}

/** Whatever could change could be another consumer next time. */
const isFrozen = (consumer: Consumer): boolean =>
  Object.isFrozen(consumer) &&
  Object.values(consumer).every((each) => !Array.isArray(each) || Object.isFrozen(each));
