import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { MeshError } from "@datamesh/kernel";
import { type PublishedVersion, writeVersion } from "@datamesh/kernel/contract";
import { errorCode } from "../database/errorCode.ts";

/**
 * Writes the file of a version that is being published, and answers where. Fails with BAD_USER_INPUT when the version
 * is published already, or the file cannot be written.
 */
export async function writeContract(directory: string, version: PublishedVersion): Promise<string> {
  const folder = join(directory, version.contract.name);
  const file = join(folder, `${version.contract.version}.json`);
  try {
    await mkdir(folder, { recursive: true });
    await writeFile(file, writeVersion(version), { flag: "wx" });
  } catch (error) {
    const why =
      errorCode(error) === "EEXIST" ? "is there already, and is never overwritten" : "cannot be written";
    throw new MeshError("BAD_USER_INPUT", `${file} ${why}`, {}, { cause: error });
  }
  return file;
}
