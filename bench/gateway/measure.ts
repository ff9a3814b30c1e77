import { load, type Load } from "./load/load.ts";
import { cpuSeconds } from "./processes/cpuSeconds.ts";
import type { RunningGateway } from "./processes/gateway.ts";

/** One gateway under one workload. */
export interface Measured extends Load {
  readonly perSecond: number;
  /** Microseconds of processor time of the gateway for one request. */
  readonly cpu: number;
}

/** How a gateway is loaded. */
export interface Loading {
  readonly bodies: readonly string[];
  readonly connections: number;
  readonly seconds: number;
  readonly rate?: number;
}

/** Loads a gateway and tells what it did and what that cost it. */
export async function measure(
  { port, path, headers, pid }: RunningGateway,
  loading: Loading,
): Promise<Measured> {
  const before = cpuSeconds(pid) ?? Number.NaN;
  const plan = { port, path, headers: { "content-type": "application/json", ...headers }, ...loading };
  const answered = await load(plan);
  const spent = (cpuSeconds(pid) ?? Number.NaN) - before;
  return {
    ...answered,
    perSecond: answered.requests / answered.seconds,
    cpu: (spent * 1e6) / answered.requests,
  };
}

/** Of several rounds the one with the middle number of requests per second. */
export function middle(rounds: readonly Measured[]): Measured {
  const sorted = rounds.toSorted((a, b) => a.perSecond - b.perSecond);
  const chosen = sorted[Math.floor((sorted.length - 1) / 2)];
  if (chosen === undefined) throw new TypeError("nothing was measured");
  return chosen;
}
