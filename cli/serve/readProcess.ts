import { allProblems } from "../allProblems.ts";
import { type CliConfig, readCliConfig } from "../config.ts";
import type { Environment } from "../secretFiles.ts";
import { processSettings, type ProcessSettings, requireSettings } from "./processSettings.ts";

/**
 * Reads all settings of a process. `read` gets the common ones too, undefined when they cannot be used. Fails with
 * BAD_USER_INPUT that names every problem of both at once.
 */
export function readProcess<T>(
  env: Environment,
  name: string,
  read: (reading: ProcessSettings, config: CliConfig | undefined) => T,
): { readonly config: CliConfig; readonly settings: T } {
  const problems = allProblems();
  const config = problems.attempt(() => readCliConfig(env));
  const settings = problems.attempt(() => {
    const reading = processSettings(env);
    const found = read(reading, config);
    requireSettings(reading, name);
    return found;
  });
  problems.end();
  if (config === undefined || settings === undefined)
    throw new TypeError("settings were read without a problem");
  return { config, settings };
}
