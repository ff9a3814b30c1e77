import { once } from "node:events";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { isIPv6 } from "node:net";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { MeshError } from "../../errors.ts";
import { type HttpReply, jsonAnswer, type Route } from "./httpMessage.ts";
import { readBody } from "./readBody.ts";

/** What a process of the mesh answers over HTTP, and where. */
export interface HttpServerOptions {
  readonly host: string;
  /** 0 for any that is free. */
  readonly port: number;
  /** By exact path. */
  readonly routes: Readonly<Record<string, Route>>;
  /** Larger bodies are refused with 413; 16 MiB unless given. */
  readonly maxBodyBytes?: number;
  /** Told what a route threw. */
  readonly onError: (error: unknown) => void;
}

/** A server that listens. */
export interface RunningHttpServer {
  readonly url: string;
  /** From now on every reply closes its connection, so that callers turn elsewhere; new ones are still answered. */
  drain(): void;
  /** Accepts no more, and resolves when running requests have been answered, or were cut off after so long. */
  close(graceMs: number): Promise<void>;
}

/** Against callers that send slowly or not at all; in milliseconds. */
const TIMEOUTS = Object.freeze({
  requestTimeout: 30_000,
  headersTimeout: 10_000,
  keepAliveTimeout: 65_000,
  connectionsCheckingInterval: 5_000,
});
const MAX_BODY_BYTES = 16 * 1_024 * 1_024;
const SWEEP_MS = 50;

/** Serves routes over HTTP. Fails with BAD_USER_INPUT if host or port cannot be had. */
export async function serveHttp(options: HttpServerOptions): Promise<RunningHttpServer> {
  let draining = false;
  const server = createServer(TIMEOUTS, (request, response) => {
    answer(request, untilClosed(response), options)
      .catch((error: unknown) => {
        options.onError(error);
        return refused(500, "internal error");
      })
      .then((reply) => write(response, reply, draining))
      .catch(() => response.destroy());
  });
  const url = await listen(server, options);
  return {
    url,
    drain: () => {
      draining = true;
    },
    close: (graceMs) => {
      draining = true;
      return close(server, graceMs);
    },
  };
}

/** Aborted when the connection closes before the response has been written. */
function untilClosed(response: ServerResponse): AbortSignal {
  const closed = new AbortController();
  response.once("close", () => {
    if (!response.writableFinished) closed.abort();
  });
  return closed.signal;
}

async function answer(
  request: IncomingMessage,
  signal: AbortSignal,
  { routes, maxBodyBytes = MAX_BODY_BYTES }: HttpServerOptions,
): Promise<HttpReply> {
  const [path = ""] = (request.url ?? "").split("?", 1);
  const method = request.method ?? "";
  const route = Object.hasOwn(routes, path) ? routes[path] : undefined;
  if (route === undefined) return refused(404, "there is nothing here");
  const { "*": other } = route;
  const handle = Object.hasOwn(route, method) ? route[method] : other;
  if (handle === undefined)
    return refused(405, "not with this method", { allow: Object.keys(route).join(", ") });
  const read = await readBody(request, maxBodyBytes);
  if (!read.ok) {
    if (other !== undefined) return other({ method, path, headers: request.headers, body: "", signal });
    return read.status === 413
      ? refused(413, `a body has at most ${maxBodyBytes} bytes`)
      : refused(400, "the body is not UTF-8, or ended early");
  }
  return handle({ method, path, headers: request.headers, body: read.body, signal });
}

const refused = (status: number, message: string, headers: HttpReply["headers"] = {}): HttpReply =>
  jsonAnswer(status, { errors: [{ message }] }, headers);

function write(response: ServerResponse, reply: HttpReply, closing: boolean): void {
  const { status, headers, body, stream } = reply;
  response.writeHead(status, {
    "content-type": "application/json; charset=utf-8",
    "x-content-type-options": "nosniff",
    ...(closing && { connection: "close" }),
    ...headers,
    ...(status !== 304 && stream === undefined && { "content-length": Buffer.byteLength(body) }),
  });
  // Whoever reads a stream may leave, and what makes it may fail: either way it is over.
  if (stream !== undefined)
    return void pipeline(Readable.from(stream), response).catch(() => response.destroy());
  response.end(status === 304 ? undefined : body);
}

async function listen(server: Server, { host, port }: HttpServerOptions): Promise<string> {
  const listening = once(server, "listening");
  server.listen({ host, port });
  try {
    await listening;
  } catch (cause) {
    const code = (cause as NodeJS.ErrnoException).code ?? "unknown";
    throw new MeshError(
      "BAD_USER_INPUT",
      `cannot listen at ${host}:${port} (${code}): set HOST and PORT`,
      {},
      { cause },
    );
  }
  const bound = server.address();
  if (bound === null || typeof bound === "string") throw new TypeError("the server listens on no port");
  const name = host === "0.0.0.0" || host === "::" ? "localhost" : isIPv6(host) ? `[${host}]` : host;
  return `http://${name}:${bound.port}`;
}

async function close(server: Server, graceMs: number): Promise<void> {
  const closed = new Promise<void>((resolve) => {
    server.close(() => resolve());
  });
  // A connection whose reply was on its way when the closing began falls idle later.
  const sweeping = setInterval(() => server.closeIdleConnections(), SWEEP_MS);
  const cutting = setTimeout(() => server.closeAllConnections(), graceMs);
  await closed;
  clearInterval(sweeping);
  clearTimeout(cutting);
}
