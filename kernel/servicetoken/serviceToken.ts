import { hash } from "node:crypto";
import { HmacSha256 } from "./hmacSha256.ts";

/** What gateway and subgraph agree on about service tokens. Times in seconds, sizes in bytes. */
export const SERVICE_TOKEN = Object.freeze({
  type: "datamesh-service+jwt",
  algorithm: "HS256",
  issuer: "urn:datamesh:gateway",
  keyBytes: 32,
  lifetimeSeconds: 30,
  maxLifetimeSeconds: 60,
  clockToleranceSeconds: 5,
  /** An access token is at most 8 KiB; what the gateway adds to its claims is less than the rest. */
  maxBytes: 12 * 1_024,
});

/** The audience that stands for one subgraph. */
export function subgraphAudience(subgraph: string): string {
  if (subgraph === "") throw new TypeError("a subgraph has a name");
  return `urn:datamesh:subgraph:${subgraph}`;
}

/** What a token names that opens the door to a context's log, and nothing else of the context. */
export const eventDoorOf = (context: string): string => `${context}:events`;

/** SHA-256 of a request body, a string being its UTF-8 bytes, in base64url: 43 characters. */
export function bodyDigest(body: string | Uint8Array): string {
  return hash("sha256", body, "base64url");
}

/**
 * The 32 bytes the gateway shares with one subgraph and no other; several while they are changed: the gateway signs with
 * the first, the subgraph accepts each.
 */
export type ServiceKeys = Uint8Array | readonly Uint8Array[];

/**
 * What gives the third part of a token (RFC 7515, 5.1) for the first two, under each of the keys. Throws `TypeError` for
 * no key, and for one of another length than 32 bytes.
 */
export function signatures(keys: ServiceKeys): readonly [HmacSha256, ...HmacSha256[]] {
  const [first, ...others] = (Array.isArray(keys) ? keys : [keys]).map((key: Uint8Array) => {
    checkServiceKey(key);
    return new HmacSha256(key);
  });
  if (first === undefined) throw new TypeError("a subgraph has a service key");
  return [first, ...others];
}

/** Throws `TypeError` unless the key has the 32 bytes of HS256 (RFC 7518, 3.2). */
export function checkServiceKey(key: Uint8Array): void {
  if (!(key instanceof Uint8Array) || key.byteLength !== SERVICE_TOKEN.keyBytes) {
    throw new TypeError(`a service key has ${SERVICE_TOKEN.keyBytes} bytes`);
  }
}
