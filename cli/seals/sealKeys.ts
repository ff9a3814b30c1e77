import { randomBytes } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { MeshError } from "@datamesh/kernel";
import { type SealKey, sealKey } from "@datamesh/kernel/seal";
import type { CliConfig } from "../config.ts";
import { errorCode, makeOnce } from "../database/index.ts";
import { contextSetting } from "../mesh/logins.ts";

type KeyConfig = Pick<CliConfig, "dataDir" | "sealKeys">;

/** The setting with what signs the seals of a context's log. */
export const sealKeySetting = (context: string): string => `DATAMESH_SEAL_KEY_${contextSetting(context)}`;

/**
 * The key that signs a context's seals: the one that is set, or else that of the data directory, which is made once
 * (`seal-key`, 0600). Fails with BAD_USER_INPUT when the file cannot be used.
 */
export async function openSealKey(config: KeyConfig, context: string): Promise<SealKey> {
  const found = await findSealKey(config, context);
  if (found !== undefined) return found;
  await makeOnce(keyFile(config), `${randomBytes(32).toString("base64url")}\n`, randomBytes);
  const made = await findSealKey(config, context);
  if (made !== undefined) return made;
  throw unusable(keyFile(config), "was removed while it was being made");
}

/** The same key if it is there already. */
export async function findSealKey(config: KeyConfig, context: string): Promise<SealKey | undefined> {
  const secret = config.sealKeys[sealKeySetting(context)] ?? (await readKeyFile(keyFile(config)));
  return secret === undefined ? undefined : sealKey(Buffer.from(secret, "base64url"));
}

const keyFile = ({ dataDir }: KeyConfig): string => join(dataDir, "seal-key");

async function readKeyFile(file: string): Promise<string | undefined> {
  try {
    const secret = (await readFile(file, "utf8")).trim();
    if (/^[\w-]{43}$/.test(secret)) return secret;
    throw unusable(file, "does not hold 32 bytes in base64url");
  } catch (error) {
    const code = errorCode(error);
    if (code === "ENOENT" || code === "ENOTDIR") return undefined;
    if (code === "EACCES") throw unusable(file, "cannot be read by you");
    throw error;
  }
}

const unusable = (file: string, what: string): MeshError =>
  new MeshError(
    "BAD_USER_INPUT",
    `The file ${file} ${what}. It signs the seals of the logs: put it back from a backup.`,
    { file },
  );
