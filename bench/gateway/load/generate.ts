import { cpuSeconds } from "../processes/cpuSeconds.ts";
import { type LoadConnection, openConnection } from "./connection.ts";
import { Latencies } from "./latencies.ts";
import type { Load, LoadPlan } from "./load.ts";

/** How load is put. */
export interface Generating {
  /**
   * Whether to look for answers and for what is due without ever sleeping: to the microsecond, and nobody is woken
   * at the cost of what is measured; but a core is used up, so only where no one else needs it.
   */
  readonly spins: boolean;
}

/** What comes before is not counted: connections fill, and what was idle gets under way. */
const LEAD_MS = 500;
/** How often it is looked whether the time is over, where every answer brings the next request. */
const TURN_MS = 1;
/** A timer of node comes to the millisecond; a thread that sleeps wakes within a tenth of that. */
const NAP_MS = 0.1;
const NOTHING_TO_WAIT_FOR = new Int32Array(new SharedArrayBuffer(4));

/** Puts a load on an address and tells what came of it. */
export async function generate(plan: LoadPlan, { spins }: Generating): Promise<Load> {
  const { bodies, path, headers, port, pid } = plan;
  const requests = bodies.map((body) => requestOf(path, headers, body));
  const open = await Promise.all(Array.from({ length: plan.connections }, () => openConnection(port)));
  const begins = performance.now() + LEAD_MS;
  const before = { cpu: 0, own: 0 };
  const lead = setTimeout(() => Object.assign(before, spent(pid)), LEAD_MS);
  const latencies = new Latencies();
  let failures = 0;
  const send = (connection: LoadConnection, index: number, at: number, done: () => void): void => {
    connection.send(requests[index % requests.length] ?? Buffer.of(), (ok) => {
      if (at >= begins) {
        latencies.take(at - begins, performance.now() - at);
        if (!ok) failures += 1;
      }
      done();
    });
  };
  await untilSent(plan, { open, spins, send, ends: begins + plan.seconds * 1_000 });
  clearTimeout(lead);
  const after = spent(pid);
  const seconds = (performance.now() - begins) / 1_000;
  for (const connection of open) connection.close();
  return {
    ...latencies.spread(),
    requests: latencies.count,
    seconds,
    failures,
    cpuSeconds: after.cpu - before.cpu,
    ownCpuSeconds: after.own - before.own,
  };
}

interface Sending {
  readonly open: readonly LoadConnection[];
  readonly spins: boolean;
  /** When nothing more is sent, in milliseconds of the clock of `performance`. */
  readonly ends: number;
  /** Sends one of the requests, which was due at a time. */
  readonly send: (connection: LoadConnection, index: number, at: number, done: () => void) => void;
}

/** Sends what is due whenever a connection is free. With a rate, waiting for one is part of what a client sees. */
function untilSent({ rate }: LoadPlan, { open, spins, ends, send }: Sending): Promise<void> {
  const free = [...open];
  const started = performance.now();
  let next = 0;
  const due = (now: number): number => (rate === undefined ? now : started + (next * 1_000) / rate);
  const sendDue = (): void => {
    while (free.length > 0) {
      const now = performance.now();
      const at = due(now);
      if (at > now || now >= ends) return;
      const connection = free.shift() as LoadConnection;
      send(connection, next++, at, () => {
        free.push(connection);
        sendDue();
      });
    }
  };
  return new Promise((resolve) => {
    const turn = (): void => {
      sendDue();
      if (performance.now() >= ends && free.length === open.length) resolve();
      else if (rate === undefined && !spins) setTimeout(turn, TURN_MS);
      else {
        if (!spins) Atomics.wait(NOTHING_TO_WAIT_FOR, 0, 0, NAP_MS);
        setImmediate(turn);
      }
    };
    turn();
  });
}

/** Seconds of processor time so far: of a process, and of this one. */
function spent(pid: number): { cpu: number; own: number } {
  const { user, system } = process.cpuUsage();
  return { cpu: cpuSeconds(pid) ?? Number.NaN, own: (user + system) / 1e6 };
}

function requestOf(path: string, headers: LoadPlan["headers"], body: string): Buffer {
  const lines = Object.entries({ host: "127.0.0.1", ...headers }).map(([name, value]) => `${name}: ${value}`);
  const length = `content-length: ${Buffer.byteLength(body)}`;
  return Buffer.from([`POST ${path} HTTP/1.1`, ...lines, length, "", body].join("\r\n"));
}
