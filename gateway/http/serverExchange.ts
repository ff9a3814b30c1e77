import type { IncomingMessage, ServerResponse } from "node:http";
import type { Span } from "@datamesh/kernel/trace";
import type { Logger } from "pino";
import type { RequestRecorder } from "../measure/index.ts";
import { endSpan } from "./endSpan.ts";
import type { Exchange } from "./exchange.ts";
import { leavingOf } from "./leaving.ts";

/** Not of RFC 9110, but widely understood: the client went away. */
const CUT_OFF = 499;

/** What a request needs of its server. */
export interface ExchangeParts {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly requestId: string;
}

/** What all exchanges of a server have. */
export interface ExchangeServer {
  readonly log: Logger;
  /** Milliseconds from any fixed point. */
  readonly now: () => number;
  /** Counts what has ended. */
  readonly requests?: Pick<RequestRecorder, "record"> | undefined;
  /** Whether it may get a span. */
  readonly isTraced?: boolean | undefined;
}

/**
 * An exchange that logs one line when the response has ended, sent or cut off: method, status, duration in milliseconds
 * and whatever was noted on the way. A reply that did not reach the client in full counts as 499, whatever it would have
 * been. Every request has one, so it is a class: its methods are made once, and nothing else before it is asked for.
 */
export class ServerExchange implements Exchange {
  readonly request: IncomingMessage;
  readonly requestId: string;
  readonly note: Exchange["note"];
  span: Span | undefined;
  readonly #server: ExchangeServer;
  readonly #response: ServerResponse;
  readonly #start: number = 0;
  readonly #facts: Record<string, unknown> = {};
  #log: Logger | undefined;

  constructor(server: ExchangeServer, { request, response, requestId }: ExchangeParts) {
    this.#server = server;
    this.#response = response;
    this.request = request;
    this.requestId = requestId;
    // Where no line is written, and nothing is counted or traced, nothing is gathered for it.
    if (!server.log.isLevelEnabled("info") && server.requests === undefined && server.isTraced !== true) {
      this.note = NO_NOTE;
      return;
    }
    this.note = this.#add.bind(this);
    this.#start = server.now();
    response.on("close", this.#end.bind(this));
  }

  get log(): Logger {
    return (this.#log ??= this.#server.log.child({ requestId: this.requestId }));
  }

  get signal(): AbortSignal {
    return leavingOf(this.request.socket);
  }

  #add(noted: Readonly<Record<string, unknown>>): void {
    for (const name in noted) this.#facts[name] = noted[name];
  }

  #end(): void {
    const { log, now, requests } = this.#server;
    const { request, requestId } = this;
    const response = this.#response;
    const isWhole = response.writableFinished;
    const status = isWhole ? response.statusCode : CUT_OFF;
    const milliseconds = now() - this.#start;
    const { route, code } = this.#facts;
    requests?.record({ route: String(route), status, code, seconds: milliseconds / 1_000 });
    if (this.span !== undefined) endSpan(this.span, status, this.#facts);
    const line = {
      requestId,
      method: request.method,
      status,
      ms: Math.round(milliseconds * 1_000) / 1_000,
      ...(!isWhole && { cutOff: true }),
      ...this.#facts,
    };
    // A probe every second would drown the rest.
    if (route === "health") log.debug(line, "request");
    else log.info(line, "request");
  }
}

const NO_NOTE = (): void => undefined;
