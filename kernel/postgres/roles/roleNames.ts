import { snakeCase } from "../../product/names.ts";
import { identifier } from "../identifier.ts";

/** What a context does in the database; each is a login of its own. */
export const DUTIES = ["migrate", "append", "project", "read"] as const;
export type Duty = (typeof DUTIES)[number];

/** The login of a context for a duty: `datamesh_credit_oracle_read`. */
export const roleName = (prefix: string, context: string, duty: Duty): string => {
  const name = `${prefix}_${snakeCase(context)}_${duty}`;
  identifier(name);
  return name;
};

/**
 * Who may write to the outbox of a context. Nobody logs in as it: an administrator grants it to the producer's own
 * login, `grant datamesh_lending_produce to lending_app`.
 */
export const producerRole = (prefix: string, context: string): string =>
  `${prefix}_${snakeCase(context)}_produce`;

/** Owns every log. Nobody can log in as it or become it, so nobody can disable a trigger or drop a log. */
export const ledgerRole = (prefix: string): string => `${prefix}_ledger`;

/** Names the login of a context for a duty, in one mesh. */
export type RoleNamer = (context: string, duty: Duty) => string;
export const roleNamer =
  (prefix: string): RoleNamer =>
  (context, duty) =>
    roleName(prefix, context, duty);
