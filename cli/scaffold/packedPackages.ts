import { readdir, readFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { MeshError } from "@datamesh/kernel";
import { PACKAGES } from "./packageSource.ts";

/** A packed package, to be kept in the repository that depends on it. */
export interface PackedPackage {
  readonly file: string;
  readonly bytes: Buffer;
}

/**
 * Reads the packed packages of this version in a directory, as `npm run packages` leaves them there. Fails with
 * BAD_USER_INPUT that names what is missing.
 */
export async function readPackedPackages(directory: string): Promise<readonly PackedPackage[]> {
  const present = await readdir(directory).catch((cause: unknown) => {
    throw new MeshError(
      "BAD_USER_INPUT",
      `--packages ${resolve(directory)} is not a directory that can be read`,
      {},
      { cause },
    );
  });
  const missing = PACKAGES.filter(({ file }) => !present.includes(file)).map(({ file }) => file);
  if (missing.length > 0) {
    throw new MeshError(
      "BAD_USER_INPUT",
      `--packages ${resolve(directory)} has no ${missing.join(" and no ")}: npm run packages -- DIR in the repository of DataMesh makes them`,
    );
  }
  return Promise.all(
    PACKAGES.map(async ({ file }) => ({ file, bytes: await readFile(join(directory, file)) })),
  );
}
