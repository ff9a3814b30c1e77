import { randomUUID } from "node:crypto";
import { SignJWT } from "jose";
import type { Consumer } from "../policy/consumer.ts";
import { claimsFromConsumer } from "./claimsFromConsumer.ts";
import { SERVICE_TOKEN, bodyDigest, checkServiceKey, subgraphAudience } from "./serviceToken.ts";

/** What a service token vouches for: this consumer sends this body to this subgraph, now. */
export interface ServiceTokenRequest {
  /** The 32 bytes the gateway shares with this subgraph and no other. */
  readonly key: Uint8Array;
  readonly subgraph: string;
  readonly consumer: Consumer;
  /** Exactly what is sent; a string is sent as UTF-8. */
  readonly body: string | Uint8Array;
  readonly now: Date;
  /** Claim `jti`; a random UUID unless given. */
  readonly tokenId?: string;
}

/**
 * Issues the gateway's token for one request to one subgraph, valid for 30 seconds. Throws `TypeError` for a
 * key of another length and for a consumer no verified token could have named.
 */
export async function issueServiceToken(request: ServiceTokenRequest): Promise<string> {
  const { key, subgraph, consumer, body, now, tokenId = randomUUID() } = request;
  checkServiceKey(key);
  const issuedAt = Math.floor(now.getTime() / 1_000);
  return new SignJWT({ ...claimsFromConsumer(consumer), body: bodyDigest(body) })
    .setProtectedHeader({ alg: SERVICE_TOKEN.algorithm, typ: SERVICE_TOKEN.type })
    .setIssuer(SERVICE_TOKEN.issuer)
    .setAudience(subgraphAudience(subgraph))
    .setIssuedAt(issuedAt)
    .setExpirationTime(issuedAt + SERVICE_TOKEN.lifetimeSeconds)
    .setJti(tokenId)
    .sign(key);
}
