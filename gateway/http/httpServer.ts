import { createServer } from "node:http";
import type { IncomingMessage, Server, ServerResponse } from "node:http";
import type { Duplex } from "node:stream";
import type { Logger } from "pino";
import type { RequestRecorder } from "../measure/index.ts";
import { headRefusal } from "./headRefusal.ts";
import { LoggedExchange } from "./loggedExchange.ts";
import { onceEach } from "./onceEach.ts";
import { PlainHttpServer } from "./plain/plainServer.ts";
import { refusalReply } from "./refusal.ts";
import { answerRefused } from "./refusedByNode.ts";
import { replyHeaders } from "./replyHeaders.ts";
import { requestIdOf } from "./requestId.ts";
import type { Handler } from "./router.ts";
import { ServerExchange } from "./serverExchange.ts";
import { isUpgrade, takeUpgrades, type Upgrades } from "./upgrades.ts";
import { writeReply } from "./writeReply.ts";

/** What a server needs besides what it answers. */
export interface HttpServerParts {
  readonly log: Logger;
  readonly newId: () => string;
  /** Milliseconds from any fixed point. */
  readonly now: () => number;
  /** Counts requests as they end. */
  readonly requests?: Pick<RequestRecorder, "record"> | undefined;
  /** Whether requests may get spans. */
  readonly isTraced?: boolean;
  /** The path to which most requests are posted, whole; none of them is answered in pieces. */
  readonly plainPath?: string;
  /** Who takes connections that leave HTTP; nobody does unless given. */
  readonly upgrades?: Upgrades;
}

/** Against clients that send slowly or not at all; in milliseconds. */
const TIMEOUTS = Object.freeze({
  requestTimeout: 30_000,
  headersTimeout: 10_000,
  keepAliveTimeout: 65_000,
  connectionsCheckingInterval: 5_000,
});

/** An HTTP server that answers with one handler, under a request id, with one line in the log for each request. */
export function createHttpServer(handler: Handler, parts: HttpServerParts): Server {
  const { log, newId, now, plainPath, upgrades = {} } = parts;
  const failed = (err: unknown): void => log.error({ err }, "a reply could not be written");
  const serve = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const requestId = requestIdOf(request.headers["x-request-id"], newId);
    const exchange = new ServerExchange(parts, { request, response, requestId });
    const refusal = headRefusal(request);
    if (refusal !== undefined) exchange.note({ route: "unknown" });
    const reply = refusal ? refusalReply(refusal, exchange) : await onceEach(handler, request, exchange);
    // Node loses what came in one packet behind an offer of another protocol: nothing more is taken here.
    const isLast = refusal !== undefined || request.headers.upgrade !== undefined;
    const isClosing = isLast || !server.listening;
    writeReply(response, reply, replyHeaders(reply, { requestId, isClosing }));
  };
  const answers = new WeakMap<Duplex, ServerResponse>();
  const byNode = (request: IncomingMessage, response: ServerResponse): void => {
    answers.set(request.socket, response);
    serve(request, response).catch((error: unknown) => {
      failed(error);
      response.destroy();
    });
  };
  const options = {
    ...TIMEOUTS,
    // Refused here, as all else is.
    requireHostHeader: false,
    // What is spoken next must not overtake an answer.
    shouldUpgradeCallback: (request: IncomingMessage) =>
      (answers.get(request.socket)?.writableFinished ?? true) && isUpgrade(upgrades, request),
  };
  const server =
    plainPath === undefined
      ? createServer(options, byNode)
      : new PlainHttpServer(
          options,
          {
            path: plainPath,
            now,
            failed,
            handle: handler,
            open: (request) =>
              new LoggedExchange(parts, request, requestIdOf(request.headers["x-request-id"], newId)),
          },
          byNode,
        );
  server.on("checkExpectation", byNode);
  answerRefused(server, { log, newId, answers });
  takeUpgrades(server, upgrades, parts);
  return server;
}
