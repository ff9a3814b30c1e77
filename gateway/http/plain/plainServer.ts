import { type RequestListener, Server, type ServerOptions } from "node:http";
import type { Socket } from "node:net";
import type { LoggedExchange } from "../loggedExchange.ts";
import type { Reply } from "../reply.ts";
import { PlainConnection, type PlainServer } from "./plainConnection.ts";
import type { PlainRequest } from "./plainRequest.ts";

/** How plain requests are answered. */
export interface PlainParts {
  /** The path they are sent to. */
  readonly path: string;
  /** Milliseconds on a clock that only goes forward. */
  readonly now: () => number;
  readonly open: (request: PlainRequest) => LoggedExchange;
  readonly handle: (exchange: LoggedExchange) => Promise<Reply> | Reply;
  readonly failed: (error: unknown) => void;
}

/** Timeouts in milliseconds, as Node's server has them. */
type Timeouts = Required<
  Pick<ServerOptions, "headersTimeout" | "keepAliveTimeout" | "connectionsCheckingInterval">
>;

/**
 * Node's HTTP server, whose connections are first read here: requests that are whole and plain are answered without its
 * streams, which cost more than all else about them. Every other connection is Node's, as if it had been from the start.
 */
export class PlainHttpServer extends Server implements PlainServer {
  readonly path: string;
  readonly keepAliveSeconds: number;
  readonly now: PlainParts["now"];
  readonly open: PlainParts["open"];
  readonly handle: PlainParts["handle"];
  readonly failed: PlainParts["failed"];
  readonly #connections = new Set<PlainConnection>();
  readonly #byNode: ((socket: Socket) => void)[];
  readonly #timeouts: Timeouts;
  #second = 0;
  #date = "";

  constructor(timeouts: Timeouts, parts: PlainParts, byNode: RequestListener) {
    super(timeouts, byNode);
    this.path = parts.path;
    this.now = parts.now;
    this.open = parts.open;
    this.handle = parts.handle;
    this.failed = parts.failed;
    this.#timeouts = timeouts;
    this.keepAliveSeconds = Math.floor(timeouts.keepAliveTimeout / 1_000);
    this.#byNode = this.listeners("connection") as ((socket: Socket) => void)[];
    this.removeAllListeners("connection");
    this.on("connection", (socket: Socket) => this.#connections.add(new PlainConnection(this, socket)));
    const sweeping = setInterval(() => this.#sweep(), timeouts.connectionsCheckingInterval).unref();
    this.once("close", () => clearInterval(sweeping));
  }

  isClosing(): boolean {
    return !this.listening;
  }

  date(): string {
    const time = Date.now();
    const second = Math.floor(time / 1_000);
    if (second !== this.#second) [this.#second, this.#date] = [second, new Date(time).toUTCString()];
    return this.#date;
  }

  handOver(connection: PlainConnection, socket: Socket, bytes: Buffer): void {
    this.#connections.delete(connection);
    for (const listener of this.#byNode) listener.call(this, socket);
    // Node reads what is still to come from the system itself, and what has come as it comes from a stream.
    if (bytes.length > 0) socket.emit("data", bytes);
    socket.resume();
  }

  ended(connection: PlainConnection): void {
    this.#connections.delete(connection);
  }

  override closeIdleConnections(): void {
    super.closeIdleConnections();
    for (const each of this.#connections) if (each.isIdle) each.socket.destroy();
  }

  override closeAllConnections(): void {
    super.closeAllConnections();
    for (const each of this.#connections) each.socket.destroy();
  }

  /** Closes what lies idle for too long. */
  #sweep(): void {
    const now = this.now();
    const { headersTimeout, keepAliveTimeout } = this.#timeouts;
    for (const each of this.#connections) {
      const patience = each.wasUsed ? keepAliveTimeout : headersTimeout;
      if (each.isIdle && now - each.waitsSince > patience) each.socket.destroy();
    }
  }
}
