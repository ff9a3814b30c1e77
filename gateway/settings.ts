/** The environment while settings are read from it, and where its problems gather. */
export interface Reading {
  /** A variable without spaces around it; undefined if absent or empty. */
  readonly env: (name: string) => string | undefined;
  readonly production: boolean;
  readonly host: string;
  readonly problems: string[];
}

/** Names of this machine to itself. */
export const LOOPBACK: ReadonlySet<string> = new Set(["127.0.0.1", "::1", "[::1]", "localhost"]);

/** The URL a text is, or undefined. */
export function readUrl(text: string): URL | undefined {
  return URL.canParse(text) ? new URL(text) : undefined;
}

/**
 * Adds a problem unless a text is an https address, or http of this machine outside production: what came in the
 * clear could be anybody's.
 */
export function checkAddress(setting: string, text: string, { production, problems }: Reading): void {
  const url = readUrl(text);
  const isNear = url?.protocol === "http:" && LOOPBACK.has(url.hostname) && !production;
  if (url?.protocol !== "https:" && !isNear) problems.push(`${setting} "${text}" is not an https address`);
  else if (url.username || url.password) problems.push(`${setting} holds a user name or password`);
}
