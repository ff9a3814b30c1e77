import type { IncomingMessage, ServerResponse } from "node:http";
import { type ExchangeServer, isTold, LoggedExchange } from "./loggedExchange.ts";

/** What a request needs of its server. */
export interface ExchangeParts {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly requestId: string;
}

/** The exchange of a request that node:http has read: it ends with its response. */
export class ServerExchange extends LoggedExchange {
  constructor(server: ExchangeServer, { request, response, requestId }: ExchangeParts) {
    super(server, request, requestId);
    if (isTold(server)) {
      response.on("close", () => this.end(response.statusCode, response.writableFinished));
    }
  }
}
