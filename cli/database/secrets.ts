import { createHmac, randomBytes } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { MeshError, z } from "@datamesh/kernel";
import { errorCode } from "./errorCode.ts";
import { makeDirectory } from "./makeDirectory.ts";
import { makeOnce } from "./makeOnce.ts";

/** What a data directory keeps secret. */
export type Secrets = {
  /** 32 random bytes, base64url; every database password derives from it. */
  readonly databaseSecret: string;
};

const SECRETS = z.object({ databaseSecret: z.string().regex(/^[\w-]{43}$/) });

export type SecretsOptions = { readonly random?: (bytes: number) => Buffer };

/**
 * The secrets of a data directory, from `<dataDir>/secrets.json` (0600), which is made once: of processes that
 * race to make it one wins and all get its secrets. Fails with BAD_USER_INPUT when the file cannot be used, and when
 * it is missing beside a database, which no other would open.
 */
export async function openSecrets(dataDir: string, options: SecretsOptions = {}): Promise<Secrets> {
  const { random = randomBytes } = options;
  const file = join(dataDir, "secrets.json");
  const existing = await readSecrets(file);
  if (existing) return existing;
  if (await holdsDatabase(dataDir)) throw unusable(file, "is missing");
  await makeDirectory(dataDir);
  const secrets: Secrets = { databaseSecret: random(32).toString("base64url") };
  await makeOnce(file, `${JSON.stringify(secrets, undefined, 2)}\n`, random);
  const made = await readSecrets(file);
  if (made) return made;
  throw unusable(file, "was removed while it was being made");
}

/**
 * The password of a database role, derived by HMAC-SHA256 and so never stored. The same secret and role always
 * give the same password.
 */
export function derivePassword(databaseSecret: string, role: string): string {
  return createHmac("sha256", databaseSecret).update(`database role ${role}`).digest("base64url");
}

/** Whether a mesh has its secrets in this directory. */
export async function hasSecrets(dataDir: string): Promise<boolean> {
  return (await readSecrets(join(dataDir, "secrets.json"))) !== undefined;
}

async function holdsDatabase(dataDir: string): Promise<boolean> {
  const entries = await readdir(join(dataDir, "postgres")).catch(() => []);
  return entries.length > 0;
}

async function readSecrets(file: string): Promise<Secrets | undefined> {
  try {
    return parseSecrets(file, await readFile(file, "utf8"));
  } catch (error) {
    if (["ENOENT", "ENOTDIR"].includes(errorCode(error) ?? "")) return undefined;
    if (errorCode(error) === "EACCES") throw unusable(file, "cannot be read by you");
    throw error;
  }
}

function parseSecrets(file: string, content: string): Secrets {
  let json: unknown;
  try {
    json = JSON.parse(content);
  } catch {
    throw unusable(file, "is not JSON"); // no cause: a syntax error quotes the text around it
  }
  const parsed = SECRETS.safeParse(json);
  if (parsed.success) return parsed.data;
  throw unusable(file, 'holds no "databaseSecret" of 32 bytes in base64url');
}

function unusable(file: string, what: string): MeshError {
  return new MeshError(
    "BAD_USER_INPUT",
    `The file ${file} ${what}. Put it back from a backup: the database it belongs to opens with no other. To ` +
      `begin with an empty mesh instead, move both the file and the database directory beside it away.`,
    { file },
  );
}
