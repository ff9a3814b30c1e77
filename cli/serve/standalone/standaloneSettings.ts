import { readGatewayConfig } from "../../../gateway/config.ts";
import type { GatewayConfig } from "../../../gateway/config.ts";
import { checkAddress, LOOPBACK } from "../../../gateway/settings.ts";
import { allProblems } from "../../allProblems.ts";
import type { CliConfig } from "../../config.ts";
import type { Environment } from "../../secretFiles.ts";
import { drainMilliseconds, type ProcessSettings, serviceKeySetting } from "../processSettings.ts";
import { readProcess } from "../readProcess.ts";

/** What the command line says of a gateway that stands alone. */
export interface StandaloneOptions {
  /** The path of a file, or a URL. */
  readonly supergraph: string;
  /** False: everybody on this machine may ask for everything. */
  readonly auth: boolean;
  /** The path of a module with a tree of rules. */
  readonly permissions?: string | undefined;
}

/** All settings of a gateway that stands alone. */
export interface StandaloneSettings {
  readonly config: CliConfig;
  readonly gateway: GatewayConfig;
  readonly drainMs: number;
  /** The keys shared with a subgraph, if it has any. */
  readonly serviceKeys: (subgraph: string) => readonly Uint8Array[] | undefined;
}

/** What holds of requests, whoever sends them. */
const OF_REQUESTS = /^DATAMESH_(LIMIT|COST)_/;

/** Where nobody is asked for a token, nothing about tokens can be wrong, and there is nobody to hold to a rate. */
const withoutIssuers = (env: Environment): Environment => ({
  ...Object.fromEntries(Object.entries(env).filter(([name]) => OF_REQUESTS.test(name))),
  HOST: env["HOST"],
  PORT: env["PORT"],
  DATAMESH_CORS_ORIGINS: env["DATAMESH_CORS_ORIGINS"],
  DATAMESH_DEV_ISSUER: "1",
  DATAMESH_RATE: "off",
});

const PREFIX = "DATAMESH_SERVICE_KEY_";

/** Reads them. Fails with BAD_USER_INPUT that names every problem at once. */
export function standaloneSettings(options: StandaloneOptions, env: Environment): StandaloneSettings {
  const problems = allProblems();
  const gateway = problems.attempt(() => readGatewayConfig(options.auth ? env : withoutIssuers(env)));
  const read = problems.attempt(() =>
    readProcess(env, "the gateway", (reading) => {
      checkOptions(options, reading, env);
      return { drainMs: drainMilliseconds(reading), keys: readKeys(reading, env) };
    }),
  );
  problems.end();
  if (gateway === undefined || read === undefined)
    throw new TypeError("settings were read without a problem");
  const { config, settings } = read;
  return {
    config,
    gateway,
    drainMs: settings.drainMs,
    serviceKeys: (subgraph) => settings.keys.get(serviceKeySetting(subgraph)),
  };
}

/** Of every key there is: which subgraphs there are is known when the supergraph has been read. */
function readKeys(reading: ProcessSettings, env: Environment): ReadonlyMap<string, readonly Uint8Array[]> {
  const names = Object.keys(env).flatMap((name) => {
    const setting = name.replace(/_FILE$/, "");
    return setting.startsWith(PREFIX) && reading.text(setting) !== undefined ? [setting] : [];
  });
  return new Map(names.map((name) => [name, reading.keys(name)]));
}

function checkOptions(
  { supergraph, auth, permissions }: StandaloneOptions,
  { text, problems }: ProcessSettings,
  env: Environment,
): void {
  const host = text("HOST") ?? "127.0.0.1";
  const production = env["NODE_ENV"] === "production";
  if (isUrl(supergraph)) checkAddress("--supergraph", supergraph, { env: text, host, production, problems });
  if (auth) return;
  if (!LOOPBACK.has(host)) {
    problems.push(
      `--no-auth serves this machine alone, so HOST "${host}" must be 127.0.0.1, ::1 or localhost`,
    );
  }
  if (permissions !== undefined) {
    problems.push("--permissions has no meaning with --no-auth: rules are about who asks");
  }
}

/** Whether a supergraph is fetched rather than read. */
export const isUrl = (supergraph: string): boolean => /^https?:\/\//i.test(supergraph);
