import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { MeshError } from "@datamesh/kernel";
import { verifyingKey } from "@datamesh/kernel/seal";

/** A public key as it is given: 32 bytes in base64url, or a file that holds them. BAD_USER_INPUT when it is neither. */
export async function readPublicKey(given: string): Promise<string> {
  const text = existsSync(given) ? (await readFile(given, "utf8")).trim() : given;
  try {
    verifyingKey(text);
    return text;
  } catch (cause) {
    const what = `--public-key "${given}" is neither a public key (32 bytes in base64url) nor a file that holds one`;
    throw new MeshError("BAD_USER_INPUT", what, {}, { cause });
  }
}

/** A seal as `log verify` prints it: NUMBER:HASH. Fails with BAD_USER_INPUT on anything else. */
export function readAnchor(given: string): { readonly seal: number; readonly hash: string } {
  const [, seal = "", hash = ""] = /^(\d{1,15}):([\w-]{43})$/.exec(given) ?? [];
  if (hash !== "") return { seal: Number(seal), hash };
  throw new MeshError(
    "BAD_USER_INPUT",
    `--anchor "${given}" is no seal as log verify prints it: NUMBER:HASH`,
  );
}
