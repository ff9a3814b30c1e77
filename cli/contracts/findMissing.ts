import { readdir } from "node:fs/promises";
import { type MissingVersion, missingVersions } from "@datamesh/kernel/contract";
import { type Context, productRef } from "@datamesh/kernel/product";
import { errorCode } from "../database/errorCode.ts";
import { type ContractsPlace, contractsDirectory } from "./contractsDirectory.ts";
import { readContracts } from "./readContracts.ts";

/** The products whose contracts lie with these contexts, and which none of them declares, on the day `YYYY-MM-DD`. */
export async function findMissing(
  contexts: readonly Context[],
  place: ContractsPlace,
  today: string,
): Promise<readonly MissingVersion[]> {
  const directories = new Set(contexts.map(({ name }) => contractsDirectory(name, place)));
  const declared = contexts.flatMap(({ products }) =>
    products.map(({ name, major }) => productRef(name, major)),
  );
  const missing = [...directories].map(async (directory) => {
    const contracts = await Promise.all(
      (await foldersIn(directory)).map((product) => readContracts(directory, product)),
    );
    const versions = contracts.flatMap((each) => each.versions);
    return missingVersions(versions, declared, today);
  });
  return (await Promise.all(missing)).flat();
}

async function foldersIn(directory: string): Promise<readonly string[]> {
  try {
    const entries = await readdir(directory, { withFileTypes: true });
    return entries.filter((each) => each.isDirectory()).map(({ name }) => name);
  } catch (error) {
    if (errorCode(error) === "ENOENT") return [];
    throw error;
  }
}
