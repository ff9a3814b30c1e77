import { readFile, stat } from "node:fs/promises";
import { MeshError, z } from "@datamesh/kernel";
import type { Revocation } from "./revocationList.ts";

/** A revocation with what a file keeps for those who read it; a gateway goes by the rest alone. */
export interface KeptRevocation extends Revocation {
  readonly reason?: string | undefined;
  readonly revokedBy?: string | undefined;
  /** ISO 8601 in UTC. */
  readonly revokedAt?: string | undefined;
}

const revocations: z.ZodType<readonly KeptRevocation[]> = z.array(
  z.object({
    claim: z.enum(["jti", "sub"]),
    value: z.string().min(1),
    until: z.iso.datetime().nullable(),
    reason: z.string().optional(),
    revokedBy: z.string().optional(),
    revokedAt: z.iso.datetime().optional(),
  }),
);

const ABSENT = "none";

/** Reads revocations from JSON. Throws MeshError BAD_USER_INPUT for what holds none. */
export function readRevocations(text: string, where: string): readonly KeptRevocation[] {
  try {
    return revocations.parse(JSON.parse(text));
  } catch (cause) {
    throw new MeshError("BAD_USER_INPUT", `${where} holds no list of revocations`, {}, { cause });
  }
}

/**
 * Reads a file of them; none where there is no file yet, and undefined when it is as it was last. Rejects with MeshError
 * NOT_FOUND when the file was there before: nobody ends revocations by losing it.
 */
export function revocationFile(path: string): () => Promise<readonly KeptRevocation[] | undefined> {
  let last: string | undefined;
  return async () => {
    const found = await stat(path).catch((error: NodeJS.ErrnoException) => {
      if (error.code === "ENOENT") return undefined;
      throw error;
    });
    if (found === undefined && last !== undefined && last !== ABSENT) {
      throw new MeshError("NOT_FOUND", `${path} is not there any more`);
    }
    const version = found === undefined ? ABSENT : `${found.ino} ${found.size} ${found.mtimeMs}`;
    if (version === last) return undefined;
    const read = found === undefined ? [] : readRevocations(await readFile(path, "utf8"), path);
    last = version;
    return read;
  };
}
