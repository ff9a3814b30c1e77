import { load, type Load, type PutLoad } from "./load/load.ts";
import type { RunningGateway } from "./processes/gateway.ts";

/** One gateway under one workload. */
export interface Measured extends Load {
  readonly perSecond: number;
  /** Microseconds of processor time of the gateway for one request. */
  readonly cpu: number;
  /** The same of what put the load, and of all that its process did. */
  readonly ownCpu: number;
}

/** How a gateway is loaded. */
export interface Loading {
  readonly bodies: readonly string[];
  readonly connections: number;
  readonly seconds: number;
  readonly rate?: number;
}

/** Loads a gateway, from a process of its own unless told from where, and tells what it did and what that cost it. */
export async function measure(
  { port, path, headers, pid }: RunningGateway,
  loading: Loading,
  putLoad: PutLoad = load,
): Promise<Measured> {
  const plan = { port, path, pid, headers: { "content-type": "application/json", ...headers }, ...loading };
  const answered = await putLoad(plan);
  const perRequest = (seconds: number | null): number => ((seconds ?? Number.NaN) * 1e6) / answered.requests;
  return {
    ...answered,
    perSecond: answered.requests / answered.seconds,
    cpu: perRequest(answered.cpuSeconds),
    ownCpu: perRequest(answered.ownCpuSeconds),
  };
}

/** Of several rounds the one with the middle number of requests per second. */
export function middle(rounds: readonly Measured[]): Measured {
  const sorted = rounds.toSorted((a, b) => a.perSecond - b.perSecond);
  const chosen = sorted[Math.floor((sorted.length - 1) / 2)];
  if (chosen === undefined) throw new TypeError("nothing was measured");
  return chosen;
}
