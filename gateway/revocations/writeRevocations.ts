import { randomUUID } from "node:crypto";
import { rename, rm, writeFile } from "node:fs/promises";
import type { KeptRevocation } from "./revocationFile.ts";

/** Replaces a file of revocations, whole or not at all. */
export async function writeRevocations(path: string, revocations: readonly KeptRevocation[]): Promise<void> {
  const draft = `${path}.${randomUUID()}`;
  try {
    await writeFile(draft, `${JSON.stringify(revocations, null, 2)}\n`, { mode: 0o600 });
    await rename(draft, path);
  } finally {
    await rm(draft, { force: true });
  }
}
