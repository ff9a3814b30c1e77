import { realpath } from "node:fs/promises";
import { join } from "node:path";
import { MeshError } from "@datamesh/kernel";
import type { CliConfig } from "../config.ts";
import { makeDirectory } from "../database/index.ts";
import { isWithin } from "./sealSettings.ts";

/** The seals file of a context. */
export const sealsFile = ({ seals }: Pick<CliConfig, "seals">, context: string): string =>
  join(seals, `${context}.seals`);

/**
 * Makes the directory of the seals files. Fails with BAD_USER_INPUT when it cannot be made, or is in the database's own
 * by way of a link.
 */
export async function makeSealsDirectory({
  seals,
  dataDir,
}: Pick<CliConfig, "seals" | "dataDir">): Promise<void> {
  await makeDirectory(seals);
  const database = await realpath(join(dataDir, "postgres")).catch(() => undefined);
  if (database === undefined || !isWithin(database, await realpath(seals))) return;
  throw new MeshError(
    "BAD_USER_INPUT",
    `DATAMESH_SEALS (${seals}) is a link into the database's own directory: name another directory`,
  );
}
