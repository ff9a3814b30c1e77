import pg from "pg";

/** What pg has of a connection, and does not declare. */
interface Connected {
  readonly host: string;
  readonly port: number;
  readonly ssl: boolean | object;
  readonly processID: number;
  readonly secretKey: number;
}

interface CancelConnection extends pg.Connection {
  connect(port: number, host: string): void;
  requestSsl(): void;
  cancel(processID: number, secretKey: number): void;
}

/** How long the server is waited for; what it then does to the connection, nobody knows. */
const PATIENCE_MILLISECONDS = 2_000;

/**
 * Asks the server to cancel what a connection runs (PostgreSQL, 54.2.8), over a connection of its own as the protocol
 * wants it. Resolves when the server has passed it on; what the first connection runs from then on is not meant.
 * Rejects when that cannot be known.
 */
export async function cancelStatement(client: pg.ClientBase): Promise<void> {
  const { host, port, ssl, processID, secretKey } = client as unknown as Connected;
  const connection = new pg.Connection({ ssl } as pg.ConnectionConfig) as CancelConnection;
  const cancel = (): void => connection.cancel(processID, secretKey);
  let timer: NodeJS.Timeout | undefined;
  try {
    await new Promise<void>((resolve, reject) => {
      timer = setTimeout(() => reject(new Error("a cancel was not answered")), PATIENCE_MILLISECONDS);
      connection.once("connect", () => (ssl === false ? cancel() : connection.requestSsl()));
      connection.once("sslconnect", cancel);
      connection.on("error", reject);
      connection.once("end", () => resolve());
      if (host.startsWith("/")) connection.connect(`${host}/.s.PGSQL.${port}` as unknown as number, host);
      else connection.connect(port, host);
    });
  } finally {
    clearTimeout(timer);
    connection.stream.destroy();
  }
}
