import { createPrivateKey, createPublicKey, type KeyObject } from "node:crypto";

/** What signs the seals of logs (Ed25519, RFC 8032), and the name of what verifies them. */
export interface SealKey {
  readonly signing: KeyObject;
  /** The public key: 32 bytes in base64url. */
  readonly publicKey: string;
}

/** What comes before the 32 bytes of an Ed25519 key in DER (RFC 8410). */
const PRIVATE = Buffer.from("302e020100300506032b657004220420", "hex");
const PUBLIC = Buffer.from("302a300506032b6570032100", "hex");

/** The key that 32 secret bytes are. Throws TypeError on any other number of them. */
export function sealKey(secret: Uint8Array): SealKey {
  if (secret.length !== 32) throw new TypeError("a seal key is 32 bytes");
  const signing = createPrivateKey({ key: Buffer.concat([PRIVATE, secret]), format: "der", type: "pkcs8" });
  const spki = createPublicKey(signing).export({ format: "der", type: "spki" });
  return { signing, publicKey: spki.subarray(PUBLIC.length).toString("base64url") };
}

/** What verifies, from 32 bytes in base64url. Throws TypeError on anything else. */
export function verifyingKey(publicKey: string): KeyObject {
  const bytes = Buffer.from(publicKey, "base64url");
  if (bytes.length !== 32 || bytes.toString("base64url") !== publicKey) {
    throw new TypeError("a public key is 32 bytes in base64url");
  }
  return createPublicKey({ key: Buffer.concat([PUBLIC, bytes]), format: "der", type: "spki" });
}
