import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { MeshError } from "@datamesh/kernel";
import type { Secrets } from "./freshSecrets.ts";

/**
 * Writes each secret to a file of its name in small letters. Only the owner may enter the directory; the files are
 * readable beyond it, since containers get single ones of them as whoever runs there. Fails with BAD_USER_INPUT when
 * one of the files is there already: what it opens would be lost.
 */
export async function writeSecrets(directory: string, secrets: Secrets): Promise<readonly string[]> {
  await mkdir(directory, { recursive: true, mode: 0o700 });
  const written: string[] = [];
  for (const [name, value] of Object.entries(secrets)) {
    const file = join(directory, name.toLowerCase());
    await writeFile(file, `${value}\n`, { flag: "wx", mode: 0o444 }).catch((cause: unknown) => {
      if ((cause as NodeJS.ErrnoException).code !== "EEXIST") throw cause;
      const message = `${file} is there already: what it opens would be lost. Name another directory.`;
      throw new MeshError("BAD_USER_INPUT", message, {}, { cause });
    });
    written.push(file);
  }
  return written;
}
