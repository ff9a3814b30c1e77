import { randomUUID } from "node:crypto";
import { link, mkdir, open, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { MeshError } from "@datamesh/kernel";
import {
  CompactSign,
  calculateJwkThumbprint,
  compactVerify,
  exportJWK,
  generateKeyPair,
  importJWK,
} from "jose";
import type { JWK } from "jose";
import { z } from "zod";

/** The name of the key file within the data directory. */
export const DEVELOPMENT_KEY_FILE = "development-issuer.json";

/** The key pair of the development issuer. `kid` is the thumbprint of RFC 7638. */
export interface DevelopmentKey {
  readonly kid: string;
  readonly privateJwk: JWK;
  readonly publicJwk: JWK;
}

const coordinate = z.string().regex(/^[A-Za-z0-9_-]{43}$/);

const keyFile = z.object({
  version: z.literal(1),
  privateKey: z.object({
    kty: z.literal("EC"),
    crv: z.literal("P-256"),
    x: coordinate,
    y: coordinate,
    d: coordinate,
  }),
});

type PrivateKey = z.infer<typeof keyFile>["privateKey"];

/**
 * Opens the development issuer's key, making file (mode 0600) and directory if absent. Processes that race to
 * make it end up with one key. Fails with BAD_USER_INPUT if the file cannot be read or holds no such key.
 */
export async function openDevelopmentKey(dataDir: string): Promise<DevelopmentKey> {
  const path = join(dataDir, DEVELOPMENT_KEY_FILE);
  let text = await readIfPresent(path);
  if (text === undefined) {
    await create(dataDir, path);
    text = await readIfPresent(path);
  }
  return parse(text ?? "", path);
}

async function readIfPresent(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, "utf8");
  } catch (cause) {
    if (hasCode(cause, "ENOENT")) return undefined;
    throw new MeshError(
      "BAD_USER_INPUT",
      `${path} cannot be read: make it readable to this user`,
      {},
      { cause },
    );
  }
}

/** Linking a finished file to its name is atomic and fails if the name is taken: the first to come decides. */
async function create(dataDir: string, path: string): Promise<void> {
  const draft = `${path}.${randomUUID()}`;
  try {
    await mkdir(dataDir, { recursive: true });
    await writeDurably(draft, await newKeyFile());
    await link(draft, path).catch(unlessTaken);
  } catch (cause) {
    throw new MeshError("BAD_USER_INPUT", `${path} cannot be made: make its folder writable`, {}, { cause });
  } finally {
    await rm(draft, { force: true }).catch(() => undefined);
  }
}

async function newKeyFile(): Promise<string> {
  const { privateKey } = await generateKeyPair("ES256", { extractable: true });
  const { kty, crv, x, y, d } = await exportJWK(privateKey);
  return `${JSON.stringify({ version: 1, privateKey: { kty, crv, x, y, d } }, null, 2)}\n`;
}

async function writeDurably(path: string, text: string): Promise<void> {
  const file = await open(path, "wx", 0o600);
  try {
    await file.writeFile(text);
    await file.sync();
  } finally {
    await file.close();
  }
}

async function parse(text: string, path: string): Promise<DevelopmentKey> {
  try {
    const { privateKey } = keyFile.parse(JSON.parse(text));
    const { d: _, ...publicJwk } = privateKey;
    await checkPair(privateKey, publicJwk);
    return { kid: await calculateJwkThumbprint(publicJwk), privateJwk: privateKey, publicJwk };
  } catch {
    // Without the cause: a JSON error quotes the text, and the text is a private key.
    throw new MeshError(
      "BAD_USER_INPUT",
      `${path} does not hold the development issuer's key: delete it and start again; ` +
        "a new key is then made, and tokens issued before are no longer accepted",
    );
  }
}

/** A public half that does not belong to the private one would only show as tokens nobody accepts. */
async function checkPair(privateKey: PrivateKey, publicJwk: JWK): Promise<void> {
  const signed = await new CompactSign(new Uint8Array(1))
    .setProtectedHeader({ alg: "ES256" })
    .sign(await importJWK(privateKey, "ES256"));
  await compactVerify(signed, await importJWK(publicJwk, "ES256"));
}

function unlessTaken(error: unknown): void {
  if (!hasCode(error, "EEXIST")) throw error;
}

function hasCode(error: unknown, code: string): boolean {
  return typeof error === "object" && error !== null && "code" in error && error.code === code;
}
