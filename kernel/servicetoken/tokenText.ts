import type { Consumer } from "../policy/consumer.ts";
import type { JsonObject } from "./compactToken.ts";
import { claimsFromConsumer } from "./claimsFromConsumer.ts";
import { SERVICE_TOKEN, subgraphAudience } from "./serviceToken.ts";

/** A text's UTF-8 bytes in base64url. */
export const base64url = (text: string): string => Buffer.from(text, "utf8").toString("base64url");

/** The first part of every token the gateway issues. */
export const HEADER_PART = base64url(
  JSON.stringify({ alg: SERVICE_TOKEN.algorithm, typ: SERVICE_TOKEN.type }),
);

/** What the payload of all tokens for a subgraph begins with. */
export const payloadStart = (subgraph: string): string =>
  JSON.stringify({ iss: SERVICE_TOKEN.issuer, aud: subgraphAudience(subgraph) }).slice(0, -1);

/**
 * A consumer's claims as they end a payload: `"sub":...}`. They come last, so that they are encoded once for many tokens,
 * and recognised by their text where they were checked before. Throws `TypeError` like `claimsFromConsumer`.
 */
export function consumerText(consumer: Consumer): string {
  const { sub, ...others } = claimsFromConsumer(consumer);
  return JSON.stringify({ sub, ...others }).slice(1);
}

/** The bytes of `consumerText` in base64url. */
export const consumerPart = (consumer: Consumer): Uint8Array =>
  Buffer.from(base64url(consumerText(consumer)));

/** The claims in such a text; undefined when it is none. */
export function consumerMembers(text: string): JsonObject | undefined {
  try {
    return JSON.parse(`{${text}`) as JsonObject;
  } catch {
    return undefined;
  }
}
