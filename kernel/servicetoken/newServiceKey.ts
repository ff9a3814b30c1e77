import { randomBytes } from "node:crypto";
import { SERVICE_TOKEN } from "./serviceToken.ts";

/** A new random key of 32 bytes, to be shared by the gateway and one subgraph. */
export function newServiceKey(): Uint8Array {
  return new Uint8Array(randomBytes(SERVICE_TOKEN.keyBytes));
}
