import type { Logger } from "pino";
import { sealKey } from "@datamesh/kernel/seal";
import type { CliConfig } from "../config.ts";
import type { Connections } from "../mesh/connections.ts";
import { type LogToSeal, type Sealers, startSealers } from "../mesh/startSealers.ts";
import { sealKeySetting } from "../seals/sealKeys.ts";
import { makeSealsDirectory, sealsFile } from "../seals/sealsFiles.ts";
import type { ProcessSettings } from "./processSettings.ts";

/** How a process seals the log of its context; undefined when it does not. */
export function readSealing(
  reading: ProcessSettings,
  config: CliConfig | undefined,
  context: string,
): LogToSeal | undefined {
  const setting = sealKeySetting(context);
  const [directory, key] = [reading.text("DATAMESH_SEALS"), reading.text(setting)];
  if (directory === undefined && key === undefined) return undefined;
  if (directory === undefined) reading.problems.push(`DATAMESH_SEALS is not set, and ${setting} is`);
  if (key === undefined) reading.problems.push(`${setting} is not set, and DATAMESH_SEALS is`);
  // A key that is none is told of by the configuration.
  if (config === undefined || key === undefined || !/^[\w-]{43}$/.test(key)) return undefined;
  return { context, path: sealsFile(config, context), key: sealKey(Buffer.from(key, "base64url")) };
}

/** Starts to seal the log if the process has what it takes; warns that nobody does otherwise. */
export async function startSealing(
  sealing: LogToSeal | undefined,
  context: string,
  {
    config,
    connections,
    log,
  }: { readonly config: CliConfig; readonly connections: Connections; readonly log: Logger },
): Promise<Sealers> {
  if (sealing === undefined) {
    log.warn(
      { context },
      `the log is not sealed: set DATAMESH_SEALS and ${sealKeySetting(context)}, and changes of recorded events will show`,
    );
  } else await makeSealsDirectory(config);
  return startSealers(sealing === undefined ? [] : [sealing], connections, log);
}
