import type { Span } from "@datamesh/kernel/trace";
import type { Logger } from "pino";
import type { RequestRecorder } from "../measure/index.ts";
import { endSpan } from "./endSpan.ts";
import type { Exchange } from "./exchange.ts";
import type { HttpRequest } from "./httpRequest.ts";
import { leavingOf } from "./leaving.ts";

/** Not of RFC 9110, but widely understood: the client went away. */
const CUT_OFF = 499;

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
 * An exchange that logs one line when it has ended, sent or cut off: method, status, duration in milliseconds and
 * whatever was noted on the way. A reply that did not reach the client in full counts as 499, whatever it would have
 * been. Every request has one, so it is a class: its methods are made once, and nothing else before it is asked for.
 */
export class LoggedExchange implements Exchange {
  readonly request: HttpRequest;
  readonly requestId: string;
  readonly note: Exchange["note"];
  span: Span | undefined;
  readonly #server: ExchangeServer;
  readonly #start: number = 0;
  readonly #facts: Record<string, unknown> = {};
  #log: Logger | undefined;

  constructor(server: ExchangeServer, request: HttpRequest, requestId: string) {
    this.#server = server;
    this.request = request;
    this.requestId = requestId;
    // Where no line is written, and nothing is counted or traced, nothing is gathered for it.
    if (isTold(server)) {
      this.note = (noted) => Object.assign(this.#facts, noted);
      this.#start = server.now();
    } else this.note = NO_NOTE;
  }

  get log(): Logger {
    return (this.#log ??= this.#server.log.child({ requestId: this.requestId }));
  }

  get signal(): AbortSignal {
    return leavingOf(this.request.socket);
  }

  /** To be told once, when the response has been sent or cut off. */
  end(answered: number, isWhole: boolean): void {
    if (this.note === NO_NOTE) return;
    const { log, now, requests } = this.#server;
    const { request, requestId } = this;
    const status = isWhole ? answered : CUT_OFF;
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

/** Whether anybody is told of the exchanges of a server. */
export const isTold = ({ log, requests, isTraced }: ExchangeServer): boolean =>
  log.isLevelEnabled("info") || requests !== undefined || isTraced === true;

const NO_NOTE = (): void => undefined;
