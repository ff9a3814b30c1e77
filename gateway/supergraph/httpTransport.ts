import {
  Agent as HttpAgent,
  type ClientRequest,
  type IncomingMessage,
  request as httpRequest,
} from "node:http";
import { Agent as HttpsAgent, request as httpsRequest } from "node:https";
import type { Socket } from "node:net";
import type { SubgraphRequest, SubgraphResponse, SubgraphTransport } from "../types.ts";

/** Where the replicas of a subgraph are reached, as origins. */
export interface SubgraphAddresses {
  /** Asked in turn. */
  readonly addresses: readonly string[];
  /** Asked when none of the others can be reached. */
  readonly fallbacks: readonly string[];
}

/** How far a transport goes. */
export interface HttpTransportOptions {
  /** For one address, in milliseconds; 10 seconds unless given. */
  readonly deadlineMs?: number;
  /** Larger answers are cut off; 16 MiB unless given. */
  readonly maxBytes?: number;
}

/** Reaches subgraphs over HTTP, on connections that are kept. */
export interface HttpTransports {
  /** The transport to one subgraph; its addresses are looked up for each request. */
  to(addresses: () => SubgraphAddresses | undefined): SubgraphTransport;
  /** Closes the connections. */
  stop(): void;
}

const DEADLINE_MS = 10_000;
const MAX_BYTES = 16 * 1_024 * 1_024;
const MAX_SOCKETS = 256;
const CONNECT_MS = 1_000;

/** Opens pools of connections, one for each address. */
export function httpTransports(options: HttpTransportOptions = {}): HttpTransports {
  const settings = { keepAlive: true, maxSockets: MAX_SOCKETS, scheduling: "lifo" } as const;
  const agents = { "http:": new HttpAgent(settings), "https:": new HttpsAgent(settings) };
  const send = sender(agents, { deadlineMs: DEADLINE_MS, maxBytes: MAX_BYTES, ...options });
  return {
    to: (addresses) => {
      let turn = 0;
      return (request) => {
        turn += 1;
        return firstAnswer(candidates(addresses(), turn), (address) => send(address, request));
      };
    },
    stop: () => {
      for (const agent of Object.values(agents)) agent.destroy();
    },
  };
}

/**
 * The addresses in the order in which they are asked. A lone one is asked twice: a connection that its end closed
 * just as it was used again says nothing of the address.
 */
function candidates(known: SubgraphAddresses | undefined, turn: number): readonly string[] {
  const { addresses = [], fallbacks = [] } = known ?? {};
  const start = addresses.length === 0 ? 0 : turn % addresses.length;
  const all = [...addresses.slice(start), ...addresses.slice(0, start), ...fallbacks];
  return all.length === 1 ? [...all, ...all] : all;
}

/**
 * The answer of the first address that gives one. What a subgraph is asked only reads, and an event that is appended
 * twice is known by its id, so another can be asked when the first cannot be reached, breaks off, or says that it is
 * stopping (503).
 */
async function firstAnswer(
  addresses: readonly string[],
  send: (address: string) => Promise<SubgraphResponse>,
): Promise<SubgraphResponse> {
  let failure: unknown = new Error("no address is known");
  let stopping: SubgraphResponse | undefined;
  for (const address of addresses) {
    try {
      const response = await send(address);
      if (response.status !== 503) return response;
      stopping = response;
    } catch (error) {
      failure = error;
      if (!isConnectionFailure(error)) break;
    }
  }
  if (stopping !== undefined) return stopping;
  throw failure;
}

/** Of what came from the network, not from a deadline or a bound of ours. */
const isConnectionFailure = (error: unknown): boolean =>
  typeof (error as NodeJS.ErrnoException).code === "string" && !(error instanceof Refusal);

/** An answer that is not taken. */
class Refusal extends Error {}

type Limits = Required<HttpTransportOptions>;
type Agents = Readonly<{ "http:": HttpAgent; "https:": HttpsAgent }>;

function sender(agents: Agents, limits: Limits) {
  return (address: string, sent: SubgraphRequest): Promise<SubgraphResponse> =>
    new Promise((resolve, reject) => {
      const url = new URL(sent.path ?? "/graphql", address);
      const request = open(url, agents, {
        "content-type": "application/json",
        "content-length": String(Buffer.byteLength(sent.body)),
        ...(sent.authorization !== "" && { authorization: sent.authorization }),
        "x-request-id": sent.requestId,
      });
      const deadline = setTimeout(
        () => request.destroy(new Refusal(`no answer within ${limits.deadlineMs} ms`)),
        limits.deadlineMs,
      );
      request.once("socket", boundConnecting);
      request.once("error", reject);
      request.once("close", () => clearTimeout(deadline));
      request.once("response", (response) => {
        receive(response, limits.maxBytes).then(
          (body) => resolve({ status: response.statusCode ?? 0, body }),
          (error: unknown) => {
            request.destroy();
            reject(error as Error);
          },
        );
      });
      request.end(sent.body);
    });
}

/** A machine that is gone does not even refuse. */
function boundConnecting(socket: Socket): void {
  if (!socket.connecting) return;
  const unreachable = Object.assign(new Error(`no connection within ${CONNECT_MS} ms`), {
    code: "ETIMEDOUT",
  });
  const timer = setTimeout(() => socket.destroy(unreachable), CONNECT_MS);
  const stop = (): void => clearTimeout(timer);
  socket.once("connect", stop).once("close", stop);
}

function open(url: URL, agents: Agents, headers: Readonly<Record<string, string>>): ClientRequest {
  const options = { method: "POST", headers };
  return url.protocol === "https:"
    ? httpsRequest(url, { ...options, agent: agents["https:"] })
    : httpRequest(url, { ...options, agent: agents["http:"] });
}

async function receive(response: IncomingMessage, maxBytes: number): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of response as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > maxBytes) throw new Refusal(`the answer is larger than ${maxBytes} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("utf8");
}
