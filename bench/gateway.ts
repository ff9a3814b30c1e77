/**
 * Gateways side by side over the same subgraphs: `npm run bench:gateway`. One core is the gateway's, the others are
 * the subgraphs' and the load's; every request is another; the answers are compared first. `BENCH_ROUNDS` and
 * `BENCH_SECONDS` make it shorter or longer.
 */
import { randomBytes } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startIssuer } from "./gateway/issuer.ts";
import { measure, type Measured, middle } from "./gateway/measure.ts";
import type { Gateway, RunningGateway } from "./gateway/processes/gateway.ts";
import { ours } from "./gateway/processes/ours.ts";
import { peers, peersAreInstalled } from "./gateway/processes/peers.ts";
import { pinsCores } from "./gateway/processes/pinned.ts";
import { untilAnswered } from "./gateway/processes/startProcess.ts";
import { startSubgraphs } from "./gateway/processes/subgraphs.ts";
import { requireSameAnswers } from "./gateway/sameAnswers.ts";
import { bodiesOf, type Workload, WORKLOADS } from "./gateway/workloads.ts";

const CONNECTIONS = 32;
const ROUNDS = Number(process.env["BENCH_ROUNDS"] ?? 3);
const WARM_UP_SECONDS = 2;
const SECONDS = Number(process.env["BENCH_SECONDS"] ?? 4);
const COMPARED = 20;

if (!peersAreInstalled()) {
  say("the peers are not installed: run `npm run bench:peers` first (about 1 GB)");
  process.exit(2);
}
const only = process.argv.slice(2);
const directory = await mkdtemp(join(tmpdir(), "datamesh-bench-"));
const serviceKey = randomBytes(32).toString("base64url");
const subgraphs = await startSubgraphs(serviceKey);
const issuer = await startIssuer();
const running = new Map<string, RunningGateway>();
try {
  const gateways = [
    ours({ directory, addresses: subgraphs.guarded, serviceKey, issuer }),
    ...peers(directory, subgraphs.open),
  ].filter(({ id }) => only.length === 0 || only.includes(id));
  for (const gateway of gateways) running.set(gateway.id, await started(gateway));
  const pins = pinsCores ? "gateway on a core of its own" : "cores are shared";
  say(`${pins}, ${CONNECTIONS} connections, ${ROUNDS} rounds of ${SECONDS} s, the middle one is shown\n`);
  say(
    "| workload | gateway | requests/s | CPU us/request | p50 ms | p99 ms | failures | ours is faster by | at least |",
  );
  say("|---|---|---|---|---|---|---|---|---|");
  for (const workload of WORKLOADS) await compare(workload, gateways);
  await atHalfLoad();
} finally {
  for (const each of running.values()) await each.stop();
  issuer.stop();
  subgraphs.stop();
  await rm(directory, { recursive: true, force: true });
}

async function started(gateway: Gateway): Promise<RunningGateway> {
  const each = await gateway.start();
  await untilAnswered(`http://127.0.0.1:${each.port}${each.path}`, each.headers, "{ products { id } }");
  return each;
}

async function compare(workload: Workload, gateways: readonly Gateway[]): Promise<void> {
  const bodies = bodiesOf(workload);
  await requireSameAnswers(running, bodies.slice(0, COMPARED));
  const rounds = new Map<string, Measured[]>(gateways.map(({ id }) => [id, []]));
  for (let round = 0; round <= ROUNDS; round++) {
    for (const { id } of gateways) {
      const seconds = round === 0 ? WARM_UP_SECONDS : SECONDS;
      const measured = await measure(gatewayOf(id), { bodies, connections: CONNECTIONS, seconds });
      if (round > 0) rounds.get(id)?.push(measured);
    }
  }
  const mine = middle(rounds.get(gateways[0]?.id ?? "") ?? []);
  for (const { id, name } of gateways) {
    const each = middle(rounds.get(id) ?? []);
    const target = id === "ours" ? "" : `${workload.targets[id]}x`;
    const ratio = id === "ours" ? "" : `${(mine.perSecond / each.perSecond).toFixed(1)}x`;
    say(`| ${workload.name} | ${name} | ${figures(each)} | ${ratio} | ${target} |`);
  }
}

/** How the latency spreads at half of what our gateway can do. */
async function atHalfLoad(): Promise<void> {
  if (!running.has("ours")) return;
  say(
    "\n| at half the maximum load | requests/s | p50 ms | p99 ms | p99 / p50 | at most |\n|---|---|---|---|---|---|",
  );
  for (const workload of WORKLOADS) {
    const loading = { bodies: bodiesOf(workload), connections: CONNECTIONS, seconds: SECONDS };
    const { perSecond } = await measure(gatewayOf("ours"), loading);
    const half = await measure(gatewayOf("ours"), { ...loading, rate: perSecond / 2 });
    const { p50, p99 } = half;
    say(
      `| ${workload.name} | ${whole(half.perSecond)} | ${p50.toFixed(2)} | ${p99.toFixed(2)} | ${(p99 / p50).toFixed(1)} | 3 |`,
    );
  }
}

function gatewayOf(id: string): RunningGateway {
  const found = running.get(id);
  if (found === undefined) throw new TypeError(`${id} does not run`);
  return found;
}

function figures({ perSecond, cpu, p50, p99, failures }: Measured): string {
  return `${whole(perSecond)} | ${whole(cpu)} | ${p50.toFixed(1)} | ${p99.toFixed(1)} | ${failures}`;
}

function whole(value: number): string {
  return Math.round(value).toLocaleString("en");
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
