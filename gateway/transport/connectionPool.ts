import { Connection, type ConnectionKeeper, type ConnectionSettings } from "./connection.ts";
import type { Exchange } from "./exchange.ts";
import { FamiliarHead } from "./familiarHead.ts";
import type { SubgraphAddress } from "./subgraphAddress.ts";
import { TransportFailure } from "./transportFailure.ts";

/** How many connections there are to one address, and how many requests wait for one. */
export interface PoolSettings extends ConnectionSettings {
  readonly connections: number;
  readonly waiting: number;
}

/** The connections to one address: the one used last is used first, so that those that are too many grow old. */
export class ConnectionPool implements ConnectionKeeper {
  private readonly open = new Set<Connection>();
  private readonly idle: Connection[] = [];
  private readonly queue = new Set<Exchange>();
  private readonly familiar = new FamiliarHead();

  constructor(
    private readonly address: SubgraphAddress,
    private readonly settings: PoolSettings,
  ) {}

  /** How many connections are open, how many of them idle, and how many requests wait for one. */
  get counts(): { readonly open: number; readonly idle: number; readonly waiting: number } {
    return { open: this.open.size, idle: this.idle.length, waiting: this.queue.size };
  }

  /** Sends a request, at once or when a connection is free; it fails as BUSY when too many wait already. */
  send(exchange: Exchange, now: number): void {
    const connection = this.idle.pop();
    if (connection?.isGood(now)) connection.send(exchange);
    else if (connection !== undefined) {
      // It was used last, so that all others are too old as well.
      connection.drop(tooOld());
      this.dropIdle();
      this.connect(exchange);
    } else if (this.open.size < this.settings.connections) this.connect(exchange);
    else if (this.queue.size < this.settings.waiting) this.queue.add(exchange);
    else exchange.failed(new TransportFailure("BUSY", "too many requests wait for a connection"), "nothing");
  }

  /** Gives a request up, which fails with what is given; its connection is dropped, if it has one. */
  cancel(exchange: Exchange, failure: TransportFailure): void {
    if (this.queue.delete(exchange)) return exchange.failed(failure, "nothing");
    for (const connection of this.open) {
      if (connection.carries(exchange)) return connection.drop(failure);
    }
  }

  /** Closes what lies idle: all of it, or what has done so for too long. */
  dropIdle(now = Infinity): void {
    for (const connection of this.idle.filter((each) => !each.isGood(now))) connection.drop(tooOld());
  }

  /** Closes everything; what is under way breaks. */
  stop(): void {
    const stopped = new TransportFailure("ABORTED", "the gateway is stopping");
    for (const exchange of this.queue) this.cancel(exchange, stopped);
    for (const connection of this.open) connection.drop(stopped);
  }

  becameIdle(connection: Connection): void {
    const next = this.nextWaiting();
    if (next === undefined) this.idle.push(connection);
    else connection.send(next);
  }

  ended(connection: Connection): void {
    this.open.delete(connection);
    const at = this.idle.indexOf(connection);
    if (at >= 0) this.idle.splice(at, 1);
    const next = this.nextWaiting();
    if (next !== undefined) this.connect(next);
  }

  private connect(exchange: Exchange): void {
    this.open.add(new Connection(this.address, this.settings, this, exchange, this.familiar));
  }

  private nextWaiting(): Exchange | undefined {
    if (this.queue.size === 0) return undefined;
    for (const exchange of this.queue) {
      this.queue.delete(exchange);
      return exchange;
    }
    return undefined;
  }
}

const tooOld = (): TransportFailure => new TransportFailure("BROKEN", "the connection has grown old");
