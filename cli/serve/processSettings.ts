import { MeshError, parseDuration } from "@datamesh/kernel";
import type { Duty } from "@datamesh/kernel/postgres";
import type { Admissions } from "../../catalog/index.ts";
import type { CliConfig } from "../config.ts";
import type { LoadedMesh } from "../contexts.ts";
import { contextSetting, dutySetting, type Logins, loginsFrom } from "../mesh/logins.ts";
import { type Environment, withSecretFiles } from "../secretFiles.ts";

/** The settings of a process of the mesh while they are read. What is wrong gathers in `problems`. */
export interface ProcessSettings {
  readonly text: (name: string) => string | undefined;
  /** A key of 32 bytes in base64url. */
  key(name: string): Uint8Array;
  /** One such key, or two separated by a comma while the one is changed for the other. */
  keys(name: string): readonly Uint8Array[];
  /** An address such as `http://catalog:4000`. */
  origin(name: string): string;
  /** Several of them, separated by commas; `otherwise` where none is set. */
  origins(name: string, otherwise?: readonly string[]): readonly string[];
  /** Where to listen, by the names of two settings; 127.0.0.1 unless given. */
  listen(hostName: string, portName: string, otherwise: string): ListenSettings;
  /** In milliseconds. */
  duration(name: string, otherwise: string): number;
  readonly problems: string[];
}

const KEY = /^[\w-]{43}$/;
const bytes = (key: string): Uint8Array => new Uint8Array(Buffer.from(key, "base64url"));

/** Begins to read the environment, secrets in files included. */
export function processSettings(given: Environment): ProcessSettings {
  const { env } = withSecretFiles(given);
  const problems: string[] = [];
  const text = (name: string): string | undefined => env[name]?.trim() || undefined;
  const required = (name: string, what: string): string => {
    const found = text(name);
    if (found === undefined) problems.push(`${name} is not set: ${what}`);
    return found ?? "";
  };
  const asOrigin = (name: string, found: string): string => {
    if (URL.canParse(found) && /^https?:$/.test(new URL(found).protocol)) return new URL(found).origin;
    if (found !== "") problems.push(`${name} "${found}" is not of the form http(s)://HOST[:PORT]`);
    return "";
  };
  const key = (name: string): string => required(name, "32 bytes in base64url; datamesh keys new makes one");
  return {
    text,
    problems,
    key: (name) => {
      const found = key(name);
      if (found !== "" && !KEY.test(found)) problems.push(`${name} is not 32 bytes in base64url`);
      return bytes(found);
    },
    keys: (name) => {
      const found = key(name);
      const keys = found.split(",").map((each) => each.trim());
      if (found !== "" && (keys.length > 2 || !keys.every((each) => KEY.test(each)))) {
        problems.push(`${name} is not 32 bytes in base64url, nor two such keys separated by a comma`);
      }
      return keys.map(bytes);
    },
    origin: (name) => asOrigin(name, required(name, "an address of the form http(s)://HOST[:PORT]")),
    origins: (name, otherwise) => {
      if (text(name) === undefined && otherwise !== undefined) return otherwise;
      const found = required(name, "addresses of the form http(s)://HOST[:PORT], separated by commas");
      return found.split(",").map((each) => asOrigin(name, each.trim()));
    },
    listen: (hostName, portName, otherwise) => {
      const port = text(portName) ?? otherwise;
      if (!/^\d+$/.test(port) || Number(port) > 65_535) {
        problems.push(`${portName} "${port}" is not a number from 0 to 65535`);
      }
      return { host: text(hostName) ?? "127.0.0.1", port: Number(port) };
    },
    duration: (name, otherwise) => {
      try {
        return parseDuration(text(name) ?? otherwise) * 1_000;
      } catch (error) {
        problems.push(`${name}: ${error instanceof Error ? error.message : String(error)}`);
        return 0;
      }
    },
  };
}

/** Ends the reading. Throws MeshError BAD_USER_INPUT that names every problem at once. */
export function requireSettings({ problems }: Pick<ProcessSettings, "problems">, of: string): void {
  if (problems.length === 0) return;
  throw new MeshError("BAD_USER_INPUT", `the settings of ${of} cannot be used:\n- ${problems.join("\n- ")}`);
}

/** Every context of the mesh needs a key and addresses; a remote one may be where the mesh says that it is. */
export function readAdmissions(
  reading: ProcessSettings,
  { local, remotes }: Pick<LoadedMesh, "local" | "remotes">,
): Admissions {
  const admission = (name: string, addresses?: readonly string[]) =>
    [
      name,
      {
        key: reading.key(registrationKeySetting(name)),
        addresses: reading.origins(addressesSetting(name), addresses),
      },
    ] as const;
  return new Map([
    ...local.map(({ name }) => admission(name)),
    ...remotes.map(({ name, url }) => admission(name, [url])),
  ]);
}

/** Where a process listens. */
export interface ListenSettings {
  readonly host: string;
  /** 0 for any that is free. */
  readonly port: number;
}

/** Reads HOST and PORT. */
export const listenSettings = (reading: ProcessSettings): ListenSettings =>
  reading.listen("HOST", "PORT", "4000");

/** How long a process that stops still answers, so that others learn of it first: DATAMESH_DRAIN. */
export const drainMilliseconds = (reading: ProcessSettings): number =>
  reading.duration("DATAMESH_DRAIN", "5s");

/** The setting with the key that the gateway shares with a subgraph. */
export const serviceKeySetting = (context: string): string =>
  `DATAMESH_SERVICE_KEY_${contextSetting(context)}`;

/** The setting with a context's own key, by which it registers. */
export const registrationKeySetting = (context: string): string =>
  `DATAMESH_REGISTRATION_KEY_${contextSetting(context)}`;

/** The setting with the addresses at which a context may be. */
export const addressesSetting = (context: string): string =>
  `DATAMESH_ALLOWED_ADDRESSES_${contextSetting(context)}`;

/** The logins a process needs: each given whole, or all derived from DATABASE_URL and DATAMESH_DATABASE_SECRET. */
export function neededLogins(
  config: CliConfig | undefined,
  context: string,
  duties: readonly Duty[],
  problems: string[],
): Logins {
  const logins = loginsFrom(config ?? { dutyUrls: {} });
  if (config === undefined) return logins;
  for (const duty of duties) {
    if (logins.has(context, duty)) continue;
    problems.push(
      `${dutySetting(context, duty)} is not set: the connection string of the login of ${context} to ${duty} (datamesh db urls prints it)`,
    );
  }
  return logins;
}
