import type { Server, ServerResponse } from "node:http";
import type { Duplex } from "node:stream";
import { MeshError } from "@datamesh/kernel";
import type { Logger } from "pino";
import { closeWith, refuseOn } from "./refuseOn.ts";

/** What is needed to answer where there is no request. */
export interface RefusedParts {
  readonly log: Logger;
  readonly newId: () => string;
  /** The latest response of each connection, written or yet to be. */
  readonly answers: WeakMap<Duplex, ServerResponse>;
}

/** A status, and why. */
type Cause = readonly [status: number, message: string];

const MALFORMED: Cause = [400, "this is no HTTP request: see RFC 9112"];
const NO_TUNNEL: Cause = [501, "this is no proxy: CONNECT is not served"];
/** By the code of Node's error. */
const CAUSES: ReadonlyMap<unknown, Cause> = new Map<unknown, Cause>([
  ["HPE_HEADER_OVERFLOW", [431, "the head of the request is too long: send fewer or shorter headers"]],
  ["HPE_CHUNK_EXTENSIONS_OVERFLOW", [413, "the extensions of a chunk are too long: send none"]],
  ["ERR_HTTP_REQUEST_TIMEOUT", [408, "the request did not come whole in time"]],
]);

/**
 * Answers what Node refuses before there is a request: bytes that are no HTTP, a head that is too long, a request that
 * stays unfinished, a tunnel. Each gets an error in the shape of all others, after whatever the connection is owed, and
 * is the end of it; nothing is written into an answer that has begun, and nothing of what came is repeated.
 */
export function answerRefused(server: Server, parts: RefusedParts): void {
  const refused = new WeakSet<Duplex>();
  const once = (socket: Duplex, cause: Cause, reason: string): void => {
    // Node tells of every further packet.
    if (refused.has(socket)) return;
    refused.add(socket);
    inTurn(socket, parts.answers.get(socket), () => refuse(socket, { cause, reason }, parts));
  };
  server.on("clientError", (error: NodeJS.ErrnoException, socket) =>
    once(socket, CAUSES.get(error.code) ?? MALFORMED, error.code ?? "unknown"),
  );
  server.on("connect", (_request, socket) => {
    socket.on("error", () => socket.destroy());
    once(socket, NO_TUNNEL, "CONNECT");
  });
}

/** Waits for the answer to an earlier request; an answer to this one that has begun cannot become another. */
function inTurn(socket: Duplex, latest: ServerResponse | undefined, then: () => void): void {
  if (latest === undefined) then();
  else if (latest.req.complete) {
    if (latest.writableFinished) then();
    else latest.once("close", then);
  } else if (!latest.headersSent) then();
  else if (latest.writableEnded) closeWith(socket);
  else socket.destroy();
}

function refuse(
  socket: Duplex,
  { cause: [status, message], reason }: { readonly cause: Cause; readonly reason: string },
  { log, newId }: RefusedParts,
): void {
  // Nobody waits for an answer who has left, or asked nothing.
  if (!socket.writable || !hasAsked(socket)) return void socket.destroy();
  const requestId = newId();
  log.info({ requestId, status, reason }, "refused before it was a request");
  refuseOn(socket, { error: new MeshError("BAD_USER_INPUT", message), status, requestId, log });
}

const hasAsked = (socket: Duplex): boolean => !("bytesRead" in socket) || socket.bytesRead !== 0;
