import { readdir, readFile } from "node:fs/promises";
import { join, relative } from "node:path";
import { MeshError } from "@datamesh/kernel";
import { type PublishedVersion, readVersion } from "@datamesh/kernel/contract";
import { errorCode } from "../database/errorCode.ts";

/** The published versions of a product, and what is wrong with their files. */
export interface Contracts {
  readonly versions: readonly PublishedVersion[];
  readonly problems: readonly string[];
}

/** Reads the files of a product's published versions, `DIRECTORY/PRODUCT/VERSION.json`. None are there at first. */
export async function readContracts(directory: string, product: string): Promise<Contracts> {
  const folder = join(directory, product);
  const versions: PublishedVersion[] = [];
  const problems: string[] = [];
  for (const name of await filesIn(folder)) {
    const file = join(folder, name);
    try {
      versions.push(await readContract(file, product, name));
    } catch (error) {
      if (!(error instanceof MeshError)) throw error;
      problems.push(`${relative(process.cwd(), file)}: ${error.message}`);
    }
  }
  return { versions, problems };
}

async function readContract(file: string, product: string, name: string): Promise<PublishedVersion> {
  const version = readVersion(await readFile(file, "utf8"));
  const { contract } = version;
  if (contract.name === product && `${contract.version}.json` === name) return version;
  throw new MeshError(
    "BAD_USER_INPUT",
    `it holds ${contract.name} ${contract.version}: it was moved or renamed`,
  );
}

async function filesIn(folder: string): Promise<readonly string[]> {
  try {
    return (await readdir(folder)).filter((name) => name.endsWith(".json")).toSorted();
  } catch (error) {
    if (errorCode(error) === "ENOENT") return [];
    throw new MeshError("BAD_USER_INPUT", `the contracts in ${folder} cannot be read`, {}, { cause: error });
  }
}
