import type { Socket } from "node:net";
import type { Finding } from "./circuitBreaker.ts";
import type { Exchange } from "./exchange.ts";
import type { FamiliarHead } from "./familiarHead.ts";
import { openSocket } from "./openSocket.ts";
import { type ReadResponse, type ResponseBounds, ResponseReader } from "./responseReader.ts";
import type { SubgraphAddress } from "./subgraphAddress.ts";
import { TransportFailure } from "./transportFailure.ts";

/** How a connection behaves. */
export interface ConnectionSettings extends ResponseBounds {
  readonly connectMs: number;
  /** Idle connections are closed after so long. */
  readonly idleMs: number;
  /** Certificates trusted instead of those the process trusts, in PEM. */
  readonly ca?: string;
  /** Milliseconds on a clock that only goes forward. */
  readonly now: () => number;
}

/** Who keeps a connection. */
export interface ConnectionKeeper {
  /** It can take the next request. */
  becameIdle(connection: Connection): void;
  /** It is no more. */
  ended(connection: Connection): void;
}

/** A server that says for how long it keeps idle connections is believed, less what a request may take to arrive. */
const ARRIVAL_MS = 1_000;

/**
 * A connection to a subgraph, with one request at a time (RFC 9112, section 9). It is dropped on any doubt: when an
 * answer is not taken, when something comes that nobody asked for, when an answer comes before its request was sent.
 */
export class Connection {
  private readonly socket: Socket;
  private readonly reader: ResponseReader;
  private readonly connecting: NodeJS.Timeout;
  private exchange: Exchange | undefined;
  private isReady = false;
  private hasEnded = false;
  private wasUsed = false;
  /** Until when it may lie idle. */
  private goodUntil = 0;

  constructor(
    address: SubgraphAddress,
    private readonly settings: ConnectionSettings,
    private readonly keeper: ConnectionKeeper,
    first: Exchange,
    familiar: FamiliarHead,
  ) {
    this.exchange = first;
    this.reader = new ResponseReader(settings, familiar);
    this.connecting = setTimeout(
      () => this.drop(unreachable(`no connection within ${settings.connectMs} ms`)),
      settings.connectMs,
    );
    this.socket = openSocket(address, settings.ca, {
      ready: () => this.becameReady(),
      received: (bytes) => this.receive(bytes),
      ended: (cause) => this.drop(this.endedBy(cause)),
    });
  }

  /** Whether it may be used again at this time. */
  isGood(now: number): boolean {
    return now < this.goodUntil;
  }

  /** Whether this request is under way on it. */
  carries(exchange: Exchange): boolean {
    return this.exchange === exchange;
  }

  /** Sends the next request on an idle connection. */
  send(exchange: Exchange): void {
    this.exchange = exchange;
    this.write(exchange);
  }

  /** Ends it; the request under way fails with what is given. */
  drop(failure: TransportFailure): void {
    if (this.hasEnded) return;
    this.hasEnded = true;
    clearTimeout(this.connecting);
    this.socket.destroy();
    const { exchange } = this;
    this.exchange = undefined;
    this.keeper.ended(this);
    exchange?.failed(failure, this.findingOf(failure));
  }

  private becameReady(): void {
    clearTimeout(this.connecting);
    this.isReady = true;
    if (this.exchange !== undefined) this.write(this.exchange);
  }

  private write({ message }: Exchange): void {
    this.socket.write(message.text, message.encoding);
  }

  private receive(bytes: Buffer): void {
    if (this.hasEnded) return;
    if (this.exchange === undefined || !this.isReady) return this.drop(unasked());
    let response: ReadResponse | undefined;
    try {
      response = this.reader.read(bytes);
    } catch (error) {
      if (!(error instanceof TransportFailure)) throw error;
      return this.drop(error);
    }
    if (response !== undefined) this.finish(this.exchange, response);
  }

  private finish(exchange: Exchange, { head, body }: ReadResponse): void {
    const now = this.settings.now();
    this.exchange = undefined;
    this.wasUsed = true;
    // A request that has not left whole would be continued by the next one.
    if (!head.keepsOpen || this.socket.writableLength > 0) this.drop(unasked());
    else {
      const idleMs = Math.min(this.settings.idleMs, (head.keepAliveSeconds ?? Infinity) * 1_000 - ARRIVAL_MS);
      this.goodUntil = now + idleMs;
      this.keeper.becameIdle(this);
    }
    exchange.answered({ status: head.status, body }, now);
  }

  private findingOf({ reason }: TransportFailure): Finding {
    if (reason === "ABORTED" || reason === "TOO_LARGE") return "nothing";
    // The other end may have closed it for lying idle just as it was used again.
    const isStale = reason === "BROKEN" && this.wasUsed && !this.reader.hasBegun;
    return isStale ? "nothing" : "bad";
  }

  private endedBy(cause: Error | undefined): TransportFailure {
    if (!this.isReady) return unreachable(cause?.message ?? "the connection was closed", cause);
    const what = cause?.message ?? "the connection was closed";
    return new TransportFailure("BROKEN", `no whole answer: ${what}`, { cause });
  }
}

const unreachable = (message: string, cause?: Error): TransportFailure =>
  new TransportFailure("UNREACHABLE", message, { cause });

const unasked = (): TransportFailure =>
  new TransportFailure("MALFORMED", "something came that nobody had asked for");
