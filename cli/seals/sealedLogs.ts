import type { CliConfig } from "../config.ts";
import type { LogToSeal } from "../mesh/startSealers.ts";
import { openSealKey } from "./sealKeys.ts";
import { makeSealsDirectory, sealsFile } from "./sealsFiles.ts";

/** The logs of contexts with their seals files and keys; what is missing of those is made. */
export async function sealedLogs(
  config: CliConfig,
  contexts: readonly { readonly name: string }[],
): Promise<readonly LogToSeal[]> {
  await makeSealsDirectory(config);
  return Promise.all(
    contexts.map(async ({ name }) => ({
      context: name,
      path: sealsFile(config, name),
      key: await openSealKey(config, name),
    })),
  );
}
