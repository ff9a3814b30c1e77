import type { SubgraphTransport } from "../types.ts";
import { Deadlines } from "./deadlines.ts";
import { type CallTally, guardedCall } from "./guardedCall.ts";
import { type ReplicaCounts, Replicas, type SubgraphAddresses } from "./replicas.ts";
import { RetryBudget } from "./retryBudget.ts";
import { TRANSPORT_DEFAULTS, type TransportSettings } from "./transportSettings.ts";

/** How it stands between the gateway and one subgraph; what is counted, since the start. */
export interface SubgraphState extends ReplicaCounts, Readonly<CallTally> {
  readonly subgraph: string;
}

/** Reaches subgraphs over HTTP/1.1, on connections that are kept. */
export interface HttpTransports {
  /**
   * The transport to one subgraph. Its addresses are looked up for each call; GraphQL is at `endpoint` there,
   * `/graphql` unless given. Rejects with a TransportFailure.
   */
  to(subgraph: string, addresses: () => SubgraphAddresses | undefined, endpoint?: string): SubgraphTransport;
  /** How it stands with each. */
  states(): readonly SubgraphState[];
  /** Closes the connections. */
  stop(): void;
}

interface Subgraph {
  readonly subgraph: string;
  readonly replicas: Replicas;
  readonly tally: CallTally;
}

const SWEEP_MS = 1_000;

/** Opens none yet. What is not set is as in `TRANSPORT_DEFAULTS`. */
export function httpTransports(
  options: Partial<TransportSettings> = {},
  now: () => number = () => performance.now(),
): HttpTransports {
  const settings = { ...TRANSPORT_DEFAULTS, ...options, now };
  const deadlines = new Deadlines(settings.deadlineMs);
  const subgraphs: Subgraph[] = [];
  const each = (act: (replicas: Replicas) => void) => (): void => {
    for (const { replicas } of subgraphs) act(replicas);
  };
  const sweeping = setInterval(
    each((replicas) => replicas.sweep()),
    SWEEP_MS,
  ).unref();
  return {
    to: (subgraph, addresses, endpoint = "/graphql") => {
      const replicas = new Replicas(addresses, endpoint, settings);
      const tally = { calls: 0, failed: 0, refused: 0, repeated: 0 };
      const budget = new RetryBudget(settings.retries);
      const parts = { replicas, budget, tally, deadlines, now };
      subgraphs.push({ subgraph, replicas, tally });
      return (request) => guardedCall(request, parts);
    },
    states: () =>
      subgraphs.map(({ subgraph, replicas, tally }) => ({ subgraph, ...replicas.counts(), ...tally })),
    stop: () => {
      clearInterval(sweeping);
      each((replicas) => replicas.stop())();
    },
  };
}
