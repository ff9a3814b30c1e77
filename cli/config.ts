import { join, resolve } from "node:path";
import { MeshError } from "@datamesh/kernel";
import { type AdminAddress, readAdminAddress } from "./adminSettings.ts";
import { leadsElsewhere, tlsProblem } from "./database/index.ts";
import { type PoolSizes, readPoolSizes } from "./mesh/poolSizes.ts";
import { isPostgresUrl, type LoginSettings, readLoginSettings } from "./loginSettings.ts";
import { readSealSettings, type SealSettings } from "./seals/sealSettings.ts";
import { type Environment, withSecretFiles } from "./secretFiles.ts";
import { readTraceSettings, type TraceSettings } from "./trace/traceSettings.ts";

/** What every command needs to know of its surroundings. */
export interface CliConfig extends LoginSettings, SealSettings {
  /** Absolute. Holds the embedded database, its secret and the development issuer's key. */
  readonly dataDir: string;
  /** An administrator's connection to a PostgreSQL of one's own; without it the embedded one is used. */
  readonly databaseUrl: string | undefined;
  /** Whether its connections have to be encrypted: they leave this machine, and nobody said that they need not. */
  readonly databaseTls: boolean;
  /** How many connections each duty of a context may hold. */
  readonly pools: PoolSizes;
  /** First part of the names of database roles. */
  readonly rolePrefix: string;
  /** Absolute. The file in which the gateway writes down who accessed what. */
  readonly accessLog: string;
  /** Absolute. The file with the tokens that a gateway accepts no longer which stands alone. */
  readonly revocations: string | undefined;
  /** Where operators are told how this process is doing; nowhere unless a port is named. */
  readonly admin: AdminAddress | undefined;
  /** Where traces go; nothing is traced unless that is named. */
  readonly tracing: TraceSettings | undefined;
  /** Of pino: trace, debug, info, warn, error, fatal or silent. */
  readonly logLevel: string;
  /** Whether an empty mesh gets the made-up sample history. */
  readonly sample: boolean;
}

const LOG_LEVELS = ["trace", "debug", "info", "warn", "error", "fatal", "silent"];

/** Reads the environment, once. Throws MeshError BAD_USER_INPUT that names every problem at once. */
export function readCliConfig(given: Environment): CliConfig {
  const { env, problems: unread } = withSecretFiles(given);
  const problems = [...unread];
  const databaseUrl = env["DATABASE_URL"] || undefined;
  if (databaseUrl !== undefined && !isPostgresUrl(databaseUrl)) {
    problems.push("DATABASE_URL is not of the form postgres://user:password@host:port/database");
  }
  const tls = env["DATAMESH_DATABASE_TLS"] || "require";
  if (tls !== "require" && tls !== "off") problems.push("DATAMESH_DATABASE_TLS must be require or off");
  const isElsewhere = databaseUrl !== undefined && isPostgresUrl(databaseUrl) && leadsElsewhere(databaseUrl);
  const withoutTls = isElsewhere && tls !== "off" ? tlsProblem(databaseUrl) : undefined;
  if (withoutTls !== undefined) problems.push(withoutTls);
  const pools = readPoolSizes(env, problems);
  const admin = readAdminAddress(env, problems);
  const tracing = readTraceSettings(env, problems);
  const logins = readLoginSettings(env, tls !== "off", problems);
  const rolePrefix = env["DATAMESH_ROLE_PREFIX"] || "datamesh";
  if (!/^[a-z][a-z0-9_]{0,20}$/.test(rolePrefix)) {
    problems.push("DATAMESH_ROLE_PREFIX must be 1 to 21 of a-z, 0-9 and _, beginning with a letter");
  }
  const logLevel = env["LOG_LEVEL"] || "info";
  if (!LOG_LEVELS.includes(logLevel)) problems.push(`LOG_LEVEL must be one of ${LOG_LEVELS.join(", ")}`);
  const sample = env["DATAMESH_SAMPLE"] || "on";
  if (sample !== "on" && sample !== "off") problems.push("DATAMESH_SAMPLE must be on or off");
  const dataDir = resolve(env["DATAMESH_DATA_DIR"] || ".datamesh");
  const seals = readSealSettings(env, dataDir, problems);
  if (problems.length > 0) {
    throw new MeshError("BAD_USER_INPUT", `the configuration cannot be used:\n- ${problems.join("\n- ")}`);
  }
  return Object.freeze({
    dataDir,
    accessLog: resolve(env["DATAMESH_ACCESS_LOG"] || join(dataDir, "access.ndjson")),
    revocations: env["DATAMESH_REVOCATIONS"] ? resolve(env["DATAMESH_REVOCATIONS"]) : undefined,
    databaseUrl,
    ...logins,
    ...seals,
    databaseTls: isElsewhere && tls !== "off",
    pools,
    rolePrefix,
    admin,
    tracing,
    logLevel,
    sample: sample === "on",
  });
}
