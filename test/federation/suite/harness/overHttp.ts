import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { httpTransports } from "../../../../gateway/transport/index.ts";
import type { Reach } from "./meshOver.ts";

/** Reaches each subgraph over HTTP, at a server of its own on this machine. */
export const overHttp: Reach = (take) => {
  const servers = new Map<string, Promise<{ readonly server: Server; readonly origin: string }>>();
  const transports = httpTransports();
  return {
    to: (subgraph) => {
      const started = servers.get(subgraph) ?? start((body) => take(subgraph, body));
      servers.set(subgraph, started);
      const known: { addresses: readonly string[] } = { addresses: [] };
      const send = transports.to(subgraph, () => ({ ...known, fallbacks: [] }));
      return async (request) => {
        known.addresses = [(await started).origin];
        return send(request);
      };
    },
    async close() {
      transports.stop();
      for (const started of servers.values()) {
        const { server } = await started;
        server.closeAllConnections();
        await new Promise((resolve) => server.close(resolve));
      }
    },
  };
};

async function start(answer: (body: string) => Promise<string>) {
  const server = createServer((request, response) => {
    void text(request)
      .then(answer)
      .then(
        (body) => response.writeHead(200, { "content-type": "application/json" }).end(body),
        () => response.writeHead(503).end(),
      );
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return { server, origin: `http://127.0.0.1:${port}` };
}
