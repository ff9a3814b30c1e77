/** What is said of TLS by a connection string (https://www.postgresql.org/docs/18/libpq-ssl.html). */
const ENCRYPTING = new Set(["require", "verify-ca", "verify-full"]);

/** Whether a connection string leads off this machine, where others could listen in. */
export function leadsElsewhere(databaseUrl: string): boolean {
  return !isNear(hostOf(databaseUrl));
}

/** Why a connection string must not be used as it is, if it leads off this machine and does not insist on TLS. */
export function tlsProblem(databaseUrl: string): string | undefined {
  const { searchParams } = new URL(databaseUrl);
  const encrypts =
    ENCRYPTING.has(searchParams.get("sslmode") ?? "") || /^(1|true)$/.test(searchParams.get("ssl") ?? "");
  if (encrypts || !leadsElsewhere(databaseUrl)) return undefined;
  return (
    `DATABASE_URL leads to ${hostOf(databaseUrl)} without TLS: add sslmode=verify-full to it (and ` +
    `sslrootcert=FILE for an authority of your own), or set DATAMESH_DATABASE_TLS=off on a network you trust`
  );
}

/** A `host` among the parameters counts more than the one before the path. */
function hostOf(databaseUrl: string): string {
  const { hostname, searchParams } = new URL(databaseUrl);
  return decodeURIComponent(searchParams.get("host") ?? hostname);
}

/** The loopback interface or a socket in the file system. */
function isNear(host: string): boolean {
  return host.startsWith("/") || host === "localhost" || host === "[::1]" || /^127(\.\d+){3}$/.test(host);
}
