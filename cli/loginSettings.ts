import { tlsProblem } from "./database/index.ts";
import type { Environment } from "./secretFiles.ts";

/** What leads to the database besides DATABASE_URL. */
export interface LoginSettings {
  /** What role passwords derive from, beside DATABASE_URL; without it the secret of the data directory. */
  readonly databaseSecret: string | undefined;
  /** Connection strings of single logins, by setting: `DATAMESH_URL_CREDIT_ORACLE_READ`. */
  readonly dutyUrls: Readonly<Record<string, string>>;
  /** Leads past a pooler that the others lead to. */
  readonly directUrl: string | undefined;
}

/** A login's setting: the context in capitals, and what the login is for. */
const DUTY_URL = /^DATAMESH_URL_[A-Z0-9_]+_(MIGRATE|APPEND|PROJECT|READ)$/;

/** Reads them, adding what is wrong to `problems`; `tls` unless connections off this machine may go without it. */
export function readLoginSettings(env: Environment, tls: boolean, problems: string[]): LoginSettings {
  const databaseSecret = env["DATAMESH_DATABASE_SECRET"] || undefined;
  if (databaseSecret !== undefined && !env["DATABASE_URL"]) {
    problems.push("DATAMESH_DATABASE_SECRET goes with DATABASE_URL, which is not set");
  }
  if (databaseSecret !== undefined && !/^[\w-]{43}$/.test(databaseSecret)) {
    problems.push("DATAMESH_DATABASE_SECRET is not 32 bytes in base64url: `datamesh keys new` makes one");
  }
  const directUrl = env["DATAMESH_DIRECT_URL"] || undefined;
  const urls = Object.entries(env).flatMap(([name, url]) =>
    DUTY_URL.test(name) && url ? [[name, url] as const] : [],
  );
  const direct = directUrl === undefined ? [] : [["DATAMESH_DIRECT_URL", directUrl] as const];
  for (const [name, url] of [...urls, ...direct]) problems.push(...urlProblems(name, url, tls));
  return { databaseSecret, dutyUrls: Object.freeze(Object.fromEntries(urls)), directUrl };
}

function urlProblems(name: string, url: string, tls: boolean): readonly string[] {
  if (!isPostgresUrl(url)) return [`${name} is not of the form postgres://user:password@host:port/database`];
  const withoutTls = tls ? tlsProblem(url) : undefined;
  return withoutTls === undefined ? [] : [withoutTls.replace("DATABASE_URL", name)];
}

/** Whether a text is a connection string with a host and a database. */
export function isPostgresUrl(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const url = new URL(text);
  return (
    ["postgres:", "postgresql:"].includes(url.protocol) && url.hostname !== "" && url.pathname.length > 1
  );
}
