import { dutyUrl, type Duty, type MeshDatabase } from "@datamesh/kernel/postgres";
import { snakeCase } from "@datamesh/kernel/product";
import type { CliConfig } from "../config.ts";

/** The logins a process has, and how they reach the database. */
export interface Logins {
  /** The connection string of a context's login for a duty. Throws TypeError for one this process does not have. */
  urlOf(context: string, duty: Duty): string;
  /** Whether the process has this login. */
  has(context: string, duty: Duty): boolean;
  /**
   * Leads past a pooler, for what needs a session of its own: listening. Given, the others are taken for connections
   * to a pooler that hands out sessions by transaction. Host, port, database and parameters count, not the user.
   */
  readonly directUrl?: string;
}

/** Where logins come from: given whole, or derived from an administrator's connection string. */
export interface LoginSources {
  /** By setting: `DATAMESH_URL_CREDIT_ORACLE_READ`. */
  readonly dutyUrls: Readonly<Record<string, string>>;
  /** Without it only what is given whole is there. */
  readonly mesh?: MeshDatabase;
  readonly directUrl?: string | undefined;
}

/** The logins of a mesh whose database is open here: all of them. */
export function loginsOf(
  config: Pick<CliConfig, "databaseUrl" | "dutyUrls" | "directUrl">,
  mesh: MeshDatabase,
): Logins {
  const { databaseUrl, dutyUrls, directUrl } = config;
  return loginsFrom({ dutyUrls, directUrl, mesh: { ...mesh, url: databaseUrl ?? mesh.url } });
}

/** Finds logins: those given whole before those that could be derived. */
export function loginsFrom({ dutyUrls, mesh, directUrl }: LoginSources): Logins {
  const find = (context: string, duty: Duty): string | undefined =>
    dutyUrls[dutySetting(context, duty)] ?? (mesh && dutyUrl(mesh, context, duty));
  return {
    has: (context, duty) => find(context, duty) !== undefined,
    urlOf: (context, duty) => {
      const url = find(context, duty);
      if (url === undefined) throw new TypeError(`this process has no login to ${duty} in ${context}`);
      return url;
    },
    ...(directUrl !== undefined && { directUrl }),
  };
}

/** The setting that holds the connection string of a context's login: `DATAMESH_URL_CREDIT_ORACLE_READ`. */
export const dutySetting = (context: string, duty: Duty): string =>
  `DATAMESH_URL_${contextSetting(context)}_${duty.toUpperCase()}`;

/** A context's name as the last part of a setting: `CREDIT_ORACLE`. */
export const contextSetting = (context: string): string => snakeCase(context).toUpperCase();

/** The connection string of the same login past the pooler. */
export function past(url: string, directUrl: string): string {
  const [own, direct] = [new URL(url), new URL(directUrl)];
  direct.username = own.username;
  direct.password = own.password;
  return direct.href;
}
