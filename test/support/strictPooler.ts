import { connect, createServer, type Socket } from "node:net";
import { once } from "node:events";
import type { AddressInfo } from "node:net";

/** A stand-in for a pooler that hands out sessions by transaction. */
export interface StrictPooler {
  /** The connection string of the same login through the pooler. */
  through(url: string): string;
  close(): Promise<void>;
}

const STARTUP = 196_608; // protocol 3.0
const PARSE = "P".charCodeAt(0);
const QUERY = "Q".charCodeAt(0);

/**
 * Passes connections on to PostgreSQL, and ends those that rely on a session of their own: with settings in the startup
 * message other than poolers know, with statements prepared by name, or with LISTEN. (It does not mix sessions, which
 * is what makes those things go wrong behind a real one.)
 */
export async function startStrictPooler(target: {
  readonly host: string;
  readonly port: number;
}): Promise<StrictPooler> {
  const sockets = new Set<Socket>();
  const server = createServer((client) => {
    const upstream = connect(target);
    for (const socket of [client, upstream]) {
      sockets.add(socket);
      socket.on("error", () => undefined);
      socket.on("close", () => {
        sockets.delete(socket);
        client.destroy();
        upstream.destroy();
      });
    }
    upstream.pipe(client);
    watch(client, upstream);
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  return {
    through: (url) => {
      const pooled = new URL(url);
      pooled.hostname = "127.0.0.1";
      pooled.port = String(port);
      return pooled.href;
    },
    close: async () => {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, "close");
    },
  };
}

/** Reads the messages of a client (PostgreSQL, 54.7), the first of which has no type. */
function watch(client: Socket, upstream: Socket): void {
  let pending = Buffer.alloc(0);
  let started = false;
  client.on("data", (chunk: Buffer) => {
    pending = Buffer.concat([pending, chunk]);
    for (;;) {
      const offset = started ? 1 : 0;
      if (pending.length < offset + 4) return;
      const length = offset + pending.readInt32BE(offset);
      if (pending.length < length) return;
      const message = pending.subarray(0, length);
      pending = pending.subarray(length);
      if (started ? breaksSession(message) : hasOptions(message)) return void client.destroy();
      started ||= message.readInt32BE(4) === STARTUP;
      upstream.write(message);
    }
  });
}

const hasOptions = (startup: Buffer): boolean => startup.toString("latin1").includes("options\0");

function breaksSession(message: Buffer): boolean {
  if (message[0] === PARSE) return message[5] !== 0 || /^\s*listen/i.test(message.toString("latin1", 6));
  return message[0] === QUERY && /^\s*listen/i.test(message.toString("latin1", 5));
}
