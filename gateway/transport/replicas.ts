import { CircuitBreaker, type CircuitState } from "./circuitBreaker.ts";
import { ConnectionPool, type PoolSettings } from "./connectionPool.ts";
import { requestWriter, type WriteRequest } from "./requestMessage.ts";
import { readAddress } from "./subgraphAddress.ts";
import type { TransportSettings } from "./transportSettings.ts";

/** Where the replicas of a subgraph are reached, as origins. */
export interface SubgraphAddresses {
  /** Asked in turn. */
  readonly addresses: readonly string[];
  /** Asked when none of the others can be reached. */
  readonly fallbacks: readonly string[];
}

/** One address of a subgraph, and what is known of it. */
export interface Replica {
  readonly pool: ConnectionPool;
  readonly circuit: CircuitBreaker;
  readonly write: WriteRequest;
  /** Itself and itself again: the order in which a lone one is asked. */
  readonly twice: readonly Replica[];
}

/** Their circuits and connections, added up. */
export interface ReplicaCounts {
  /** `closed` while one of them is. */
  readonly circuit: CircuitState;
  /** How many circuits are not closed. */
  readonly open: number;
  readonly connections: { readonly open: number; readonly idle: number; readonly waiting: number };
}

/** The addresses of one subgraph, each with its own connections and its own circuit. */
export class Replicas {
  private readonly byAddress = new Map<string, Replica>();
  private turn = 0;

  constructor(
    private readonly known: () => SubgraphAddresses | undefined,
    private readonly endpoint: string,
    private readonly settings: TransportSettings & Pick<PoolSettings, "now">,
  ) {}

  /**
   * In the order in which they are asked this time. A lone one stands there twice: a connection that its end closed
   * just as it was used again says nothing of the address. Throws TypeError for an address that is none.
   */
  inTurn(): readonly Replica[] {
    const { addresses = [], fallbacks = [] } = this.known() ?? {};
    if (addresses.length === 1 && fallbacks.length === 0) return this.at(addresses[0] ?? "").twice;
    this.turn += 1;
    const start = addresses.length === 0 ? 0 : this.turn % addresses.length;
    const order: Replica[] = [];
    for (let at = 0; at < addresses.length; at += 1) {
      order.push(this.at(addresses[(start + at) % addresses.length] ?? ""));
    }
    for (const address of fallbacks) order.push(this.at(address));
    const [lone] = order;
    return lone !== undefined && order.length === 1 ? lone.twice : order;
  }

  counts(): ReplicaCounts {
    const now = this.settings.now();
    const states = [...this.byAddress.values()].map(({ circuit }) => circuit.stateAt(now));
    const pools = [...this.byAddress.values()].map(({ pool }) => pool.counts);
    const total = (count: "open" | "idle" | "waiting"): number =>
      pools.reduce((sum, counts) => sum + counts[count], 0);
    return {
      circuit: bestOf(states),
      open: states.filter((state) => state !== "closed").length,
      connections: { open: total("open"), idle: total("idle"), waiting: total("waiting") },
    };
  }

  /** Closes connections that have lain idle for too long, and forgets addresses that are no more. */
  sweep(): void {
    const { addresses = [], fallbacks = [] } = this.known() ?? {};
    for (const [address, { pool }] of this.byAddress) {
      const isKnown = addresses.includes(address) || fallbacks.includes(address);
      pool.dropIdle(isKnown ? this.settings.now() : Infinity);
      if (!isKnown && pool.counts.open === 0) this.byAddress.delete(address);
    }
  }

  stop(): void {
    for (const { pool } of this.byAddress.values()) pool.stop();
  }

  private at(address: string): Replica {
    const known = this.byAddress.get(address);
    if (known !== undefined) return known;
    const where = readAddress(address);
    const twice: Replica[] = [];
    const replica = {
      pool: new ConnectionPool(where, this.settings),
      circuit: new CircuitBreaker(this.settings.circuit),
      write: requestWriter(where, this.endpoint),
      twice,
    };
    twice.push(replica, replica);
    this.byAddress.set(address, replica);
    return replica;
  }
}

function bestOf(states: readonly CircuitState[]): CircuitState {
  if (states.length === 0 || states.includes("closed")) return "closed";
  return states.includes("half-open") ? "half-open" : "open";
}
