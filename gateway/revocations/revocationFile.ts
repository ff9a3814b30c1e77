import { readFile, stat } from "node:fs/promises";
import { MeshError, z } from "@datamesh/kernel";
import type { Revocation } from "./revocationList.ts";

const revocations: z.ZodType<readonly Revocation[]> = z.array(
  z.object({
    claim: z.enum(["jti", "sub"]),
    value: z.string().min(1),
    until: z.iso.datetime().nullable(),
  }),
);

/** Reads revocations from JSON. Throws MeshError BAD_USER_INPUT for what holds none. */
export function readRevocations(text: string, where: string): readonly Revocation[] {
  try {
    return revocations.parse(JSON.parse(text));
  } catch (cause) {
    throw new MeshError("BAD_USER_INPUT", `${where} holds no list of revocations`, {}, { cause });
  }
}

/** Reads a file of them; none where there is no file yet, and undefined when it is as it was last. */
export function revocationFile(path: string): () => Promise<readonly Revocation[] | undefined> {
  let last: string | undefined;
  return async () => {
    const found = await stat(path).catch((error: NodeJS.ErrnoException) => {
      if (error.code === "ENOENT") return undefined;
      throw error;
    });
    const version = found === undefined ? "none" : `${found.ino} ${found.size} ${found.mtimeMs}`;
    if (version === last) return undefined;
    const read = found === undefined ? [] : readRevocations(await readFile(path, "utf8"), path);
    last = version;
    return read;
  };
}
