import { Agent, request as httpRequest } from "node:http";
import { buffer } from "node:stream/consumers";
import { httpTransports } from "../../../gateway/transport/index.ts";
import type { SubgraphRequest } from "../../../gateway/types.ts";

/** A client under measurement. */
export interface Contender {
  readonly name: string;
  /** Sends a request and reads the answer whole; answers how many bytes it has. */
  send(request: SubgraphRequest): Promise<number>;
  stop(): void;
}

type Open = (origin: string, path: string) => Contender;

const ours: Open = (origin, path) => {
  const transports = httpTransports({ connections: 16 });
  const known = { addresses: [origin], fallbacks: [] };
  const send = transports.to("subgraph", () => known, path);
  return {
    name: "ours, guarded",
    send: async (request) => (await send(request)).body.length,
    stop: () => transports.stop(),
  };
};

const headersOf = ({ authorization, requestId }: SubgraphRequest) => ({
  ...{ "content-type": "application/json", authorization, "x-request-id": requestId },
});

const nodeHttp: Open = (origin, path) => {
  const agent = new Agent({ keepAlive: true, maxSockets: 16, scheduling: "lifo" });
  const url = new URL(path, origin);
  return {
    name: "node:http",
    send: (sent) =>
      new Promise((resolve, reject) => {
        const headers = { ...headersOf(sent), "content-length": Buffer.byteLength(sent.body) };
        const request = httpRequest(url, { method: "POST", agent, headers }, (response) => {
          buffer(response).then(({ length }) => resolve(length), reject);
        });
        request.once("error", reject).end(sent.body);
      }),
    stop: () => agent.destroy(),
  };
};

const viaFetch: Open = (origin, path) => ({
  name: "fetch (undici)",
  send: async (sent) => {
    const init = { method: "POST", headers: headersOf(sent), body: sent.body };
    return (await (await fetch(`${origin}${path}`, init)).arrayBuffer()).byteLength;
  },
  stop: () => undefined,
});

/** All of them, ours first. */
export const CONTENDERS: readonly Open[] = Object.freeze([ours, nodeHttp, viaFetch]);
