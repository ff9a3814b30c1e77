/** Where a process tells operators how it is doing. */
export interface AdminAddress {
  readonly host: string;
  /** 0 for any that is free. */
  readonly port: number;
}

/**
 * Reads DATAMESH_ADMIN_PORT and DATAMESH_ADMIN_HOST (127.0.0.1 unless given), adding what is wrong with them to
 * `problems`. Without a port there is no such server.
 */
export function readAdminAddress(
  env: Readonly<Record<string, string | undefined>>,
  problems: string[],
): AdminAddress | undefined {
  const text = env["DATAMESH_ADMIN_PORT"]?.trim();
  if (!text) return undefined;
  const port = Number(text);
  if (!/^\d+$/.test(text) || port > 65_535) {
    problems.push(`DATAMESH_ADMIN_PORT "${text}" is not a number from 0 to 65535`);
  }
  return Object.freeze({ host: env["DATAMESH_ADMIN_HOST"]?.trim() || "127.0.0.1", port });
}
