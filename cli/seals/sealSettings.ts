import { join, relative, resolve } from "node:path";
import type { Environment } from "../secretFiles.ts";

/** Where the seals of logs are, and what signs them. */
export interface SealSettings {
  /** Absolute. The directory with a seals file for each context. */
  readonly seals: string;
  /** The secrets that sign, 32 bytes in base64url, by setting: `DATAMESH_SEAL_KEY_CUSTOMERS`. */
  readonly sealKeys: Readonly<Record<string, string>>;
}

const KEY = /^DATAMESH_SEAL_KEY_[A-Z0-9_]+$/;

/** Reads DATAMESH_SEALS and DATAMESH_SEAL_KEY_<CONTEXT>, adding what is wrong with them to `problems`. */
export function readSealSettings(env: Environment, dataDir: string, problems: string[]): SealSettings {
  const seals = resolve(env["DATAMESH_SEALS"] || join(dataDir, "seals"));
  const database = join(dataDir, "postgres");
  if (isWithin(database, seals)) {
    problems.push(
      `DATAMESH_SEALS leads into the database's own directory (${database}): whoever can change the one could change the other`,
    );
  }
  const sealKeys = Object.fromEntries(
    Object.entries(env).flatMap(([name, value]) =>
      KEY.test(name) && !name.endsWith("_FILE") && value ? [[name, value] as const] : [],
    ),
  );
  for (const [name, value] of Object.entries(sealKeys)) {
    if (!/^[\w-]{43}$/.test(value)) {
      problems.push(`${name} is not 32 bytes in base64url; datamesh keys new makes one`);
    }
  }
  return { seals, sealKeys };
}

/** Whether a path is the directory or leads into it. */
export function isWithin(directory: string, path: string): boolean {
  const way = relative(directory, path);
  return way === "" || (!way.startsWith("..") && resolve(way) !== way);
}
