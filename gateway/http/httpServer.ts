import { createServer } from "node:http";
import type { IncomingMessage, Server, ServerResponse } from "node:http";
import type { Logger } from "pino";
import { HTTP_STATUS } from "./httpStatus.ts";
import { requestIdOf } from "./requestId.ts";
import type { Handler } from "./router.ts";
import { SECURITY_HEADERS } from "./securityHeaders.ts";
import { ServerExchange } from "./serverExchange.ts";
import { writeReply } from "./writeReply.ts";

/** What a server needs besides what it answers. */
export interface HttpServerParts {
  readonly log: Logger;
  readonly newId: () => string;
  /** Milliseconds from any fixed point. */
  readonly now: () => number;
}

/** When to try again what is unavailable now, in seconds. */
const RETRY_AFTER = "1";

/** Against clients that send slowly or not at all; in milliseconds. */
const TIMEOUTS = Object.freeze({
  requestTimeout: 30_000,
  headersTimeout: 10_000,
  keepAliveTimeout: 65_000,
  connectionsCheckingInterval: 5_000,
});

/** An HTTP server that answers with one handler, under a request id, with one line in the log for each request. */
export function createHttpServer(handler: Handler, { log, newId, now }: HttpServerParts): Server {
  const serve = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const requestId = requestIdOf(request.headers["x-request-id"], newId);
    const reply = await handler(new ServerExchange({ request, response, requestId, log, now }));
    const headers = {
      ...SECURITY_HEADERS,
      "x-request-id": requestId,
      // Closing: a kept connection would only wait for its end.
      ...(!server.listening && { connection: "close" }),
      ...(reply.status === HTTP_STATUS.UNAVAILABLE && { "retry-after": RETRY_AFTER }),
      ...reply.headers,
    };
    writeReply(response, reply, headers);
  };

  const server = createServer(TIMEOUTS, (request, response) => {
    serve(request, response).catch((err: unknown) => {
      log.error({ err }, "a reply could not be written");
      response.destroy();
    });
  });
  return server;
}
