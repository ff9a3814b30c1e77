import { derivePassword } from "../database/index.ts";
import { contextSetting, dutySetting } from "../mesh/logins.ts";
import { dutyUrl, type Duty } from "@datamesh/kernel/postgres";

/** Settings by name. */
export type Secrets = Readonly<Record<string, string>>;

/** What new secrets are for. */
export interface FreshSecretsOptions {
  /** Names of contexts, without the catalog. */
  readonly contexts: readonly string[];
  /** So many random bytes. */
  readonly random: (bytes: number) => Buffer;
  /** A PostgreSQL yet to be set up, as `HOST[:PORT]/DATABASE`: its administrator and the logins get passwords. */
  readonly database?: string;
  readonly rolePrefix: string;
}

/** Makes all the secrets of a mesh: what gateway, catalog and contexts share, and the logins to a new database. */
export function freshSecrets({ contexts, random, database, rolePrefix }: FreshSecretsOptions): Secrets {
  const key = (): string => random(32).toString("base64url");
  const keys = {
    DATAMESH_GATEWAY_KEY: key(),
    DATAMESH_SERVICE_KEY_CATALOG: key(),
    DATAMESH_SEAL_KEY_CATALOG: key(),
    ...Object.fromEntries(
      contexts.flatMap((context) => [
        [`DATAMESH_SERVICE_KEY_${contextSetting(context)}`, key()],
        [`DATAMESH_REGISTRATION_KEY_${contextSetting(context)}`, key()],
        [`DATAMESH_SEAL_KEY_${contextSetting(context)}`, key()],
      ]),
    ),
  };
  const databaseSecret = key();
  if (database === undefined) return { ...keys, DATAMESH_DATABASE_SECRET: databaseSecret };
  const password = key();
  const url = `postgres://postgres:${password}@${database}`;
  const mesh = {
    url,
    prefix: rolePrefix,
    passwordFor: (role: string) => derivePassword(databaseSecret, role),
  };
  return {
    ...keys,
    POSTGRES_PASSWORD: password,
    DATABASE_URL: url,
    DATAMESH_DATABASE_SECRET: databaseSecret,
    ...loginSettings([...contexts, "catalog"], (context, duty) => dutyUrl(mesh, context, duty)),
  };
}

/** The logins by which processes run; `migrate` is the administrator's affair. */
const RUNNING: readonly Duty[] = ["append", "project", "read"];

/** The connection strings of the contexts' logins, as settings. */
export function loginSettings(
  contexts: readonly string[],
  urlOf: (context: string, duty: Duty) => string,
): Secrets {
  return Object.fromEntries(
    contexts.flatMap((context) =>
      RUNNING.map((duty) => [dutySetting(context, duty), urlOf(context, duty)] as const),
    ),
  );
}
