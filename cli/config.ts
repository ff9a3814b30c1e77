import { resolve } from "node:path";
import { MeshError } from "@datamesh/kernel";

/** What every command needs to know of its surroundings. */
export interface CliConfig {
  /** Absolute. Holds the embedded database, its secret and the development issuer's key. */
  readonly dataDir: string;
  /** An administrator's connection to a PostgreSQL of one's own; without it the embedded one is used. */
  readonly databaseUrl: string | undefined;
  /** First part of the names of database roles. */
  readonly rolePrefix: string;
  /** Of pino: trace, debug, info, warn, error, fatal or silent. */
  readonly logLevel: string;
  /** Whether an empty mesh gets the made-up sample history. */
  readonly sample: boolean;
}

const LOG_LEVELS = ["trace", "debug", "info", "warn", "error", "fatal", "silent"];

type Environment = Readonly<Record<string, string | undefined>>;

/** Reads the environment, once. Throws MeshError BAD_USER_INPUT that names every problem at once. */
export function readCliConfig(env: Environment): CliConfig {
  const problems: string[] = [];
  const databaseUrl = env["DATABASE_URL"] || undefined;
  if (databaseUrl !== undefined && !isPostgresUrl(databaseUrl)) {
    problems.push("DATABASE_URL is not of the form postgres://user:password@host:port/database");
  }
  const rolePrefix = env["DATAMESH_ROLE_PREFIX"] || "datamesh";
  if (!/^[a-z][a-z0-9_]{0,20}$/.test(rolePrefix)) {
    problems.push("DATAMESH_ROLE_PREFIX must be 1 to 21 of a-z, 0-9 and _, beginning with a letter");
  }
  const logLevel = env["LOG_LEVEL"] || "info";
  if (!LOG_LEVELS.includes(logLevel)) problems.push(`LOG_LEVEL must be one of ${LOG_LEVELS.join(", ")}`);
  const sample = env["DATAMESH_SAMPLE"] || "on";
  if (sample !== "on" && sample !== "off") problems.push("DATAMESH_SAMPLE must be on or off");
  if (problems.length > 0) {
    throw new MeshError("BAD_USER_INPUT", `the configuration cannot be used:\n- ${problems.join("\n- ")}`);
  }
  return Object.freeze({
    dataDir: resolve(env["DATAMESH_DATA_DIR"] || ".datamesh"),
    databaseUrl,
    rolePrefix,
    logLevel,
    sample: sample === "on",
  });
}

function isPostgresUrl(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const url = new URL(text);
  return (
    ["postgres:", "postgresql:"].includes(url.protocol) && url.hostname !== "" && url.pathname.length > 1
  );
}
