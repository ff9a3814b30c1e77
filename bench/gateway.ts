/**
 * Gateways side by side over the same subgraphs: `npm run bench:gateway`. One core is the gateway's, the others are
 * the subgraphs' and the load's; while one is measured the others stand still; every request is another; the answers
 * are compared first, and every gateway is warmed up alike for each workload. What is told of half load is told as well
 * of a socket that answers at once, for the machine has its delays too, and of the middle one of quarter seconds, which
 * a stall now and then is not in. `BENCH_ROUNDS`, `BENCH_SECONDS` and
 * `BENCH_WARM_UP` (seconds) make it shorter or longer; the ids of gateways as arguments leave the others out.
 */
import { randomBytes } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startIssuer } from "./gateway/issuer.ts";
import { type Loading, measure, type Measured, middle } from "./gateway/measure.ts";
import type { Gateway, StartedGateway } from "./gateway/processes/gateway.ts";
import { ours } from "./gateway/processes/ours.ts";
import { peers, peersAreInstalled } from "./gateway/processes/peers.ts";
import { startBareSocket } from "./gateway/processes/bareSocket.ts";
import { pinsCores } from "./gateway/processes/pinned.ts";
import { untilAnswered } from "./gateway/processes/startProcess.ts";
import { startSubgraphs } from "./gateway/processes/subgraphs.ts";
import { requireSameAnswers } from "./gateway/sameAnswers.ts";
import { bodiesOf, type Workload, WORKLOADS } from "./gateway/workloads.ts";

const CONNECTIONS = 32;
const ROUNDS = Number(process.env["BENCH_ROUNDS"] ?? 3);
/** A gateway in JavaScript is compiled while it answers: what it does in its first seconds is not what it does. */
const WARM_UP_SECONDS = Number(process.env["BENCH_WARM_UP"] ?? 6);
const SECONDS = Number(process.env["BENCH_SECONDS"] ?? 4);
const COMPARED = 20;
const BARE = "a socket that answers at once";

if (!peersAreInstalled()) {
  say("the peers are not installed: run `npm run bench:peers` first (about 1 GB)");
  process.exit(2);
}
const only = process.argv.slice(2);
const directory = await mkdtemp(join(tmpdir(), "datamesh-bench-"));
const serviceKey = randomBytes(32).toString("base64url");
const subgraphs = await startSubgraphs(serviceKey);
const issuer = await startIssuer();
const running = new Map<string, StartedGateway>();
const bare = await startBareSocket();
for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => process.exit(1));
try {
  const gateways = [
    ours({ directory, addresses: subgraphs.guarded, serviceKey, issuer }),
    ...peers(directory, subgraphs.open),
  ].filter(({ id }) => only.length === 0 || only.includes(id));
  for (const gateway of gateways) running.set(gateway.id, await started(gateway));
  const pins = pinsCores ? "gateway on a core of its own" : "cores are shared";
  say(
    `${pins}, ${CONNECTIONS} connections, ${WARM_UP_SECONDS} s of warm-up for each workload, ` +
      `then ${ROUNDS} rounds of ${SECONDS} s, of which the middle one is shown\n`,
  );
  say(
    "| workload | gateway | requests/s | CPU us/request | its core, % | p50 ms | p99 ms | failures | ours is faster by | at least |",
  );
  say("|---|---|---|---|---|---|---|---|---|---|");
  const halves: string[] = [];
  for (const workload of WORKLOADS) {
    const most = await compare(workload, gateways);
    for (const { id, name } of gateways) {
      const rate = (most.get(id)?.perSecond ?? 0) / 2;
      halves.push(
        await atRate(workload, { name, rate, gateway: gatewayOf(id), target: id === "ours" ? "3" : "" }),
      );
      if (id === "ours") halves.push(await atRate(workload, { name: BARE, rate, gateway: bare, target: "" }));
    }
  }
  say(
    "\n| at half the maximum load | gateway | requests/s | p50 ms | p99 ms | p99 / p50 | in its usual quarter second | at most |\n|---|---|---|---|---|---|---|---|",
  );
  for (const half of halves) say(half);
} finally {
  for (const each of [...running.values(), bare]) await each.stop();
  issuer.stop();
  subgraphs.stop();
  await rm(directory, { recursive: true, force: true });
}

async function started(gateway: Gateway): Promise<StartedGateway> {
  const each = await gateway.start();
  await untilAnswered(`http://127.0.0.1:${each.port}${each.path}`, each.headers, "{ products { id } }");
  return each;
}

async function compare(
  workload: Workload,
  gateways: readonly Gateway[],
): Promise<ReadonlyMap<string, Measured>> {
  const bodies = bodiesOf(workload);
  await requireSameAnswers(running, bodies.slice(0, COMPARED));
  const rounds = new Map<string, Measured[]>(gateways.map(({ id }) => [id, []]));
  for (let round = 0; round <= ROUNDS; round++) {
    for (const { id } of gateways) {
      const seconds = round === 0 ? WARM_UP_SECONDS : SECONDS;
      const loading = { bodies, connections: CONNECTIONS, seconds };
      const measured = await alone(gatewayOf(id), loading);
      if (round > 0) rounds.get(id)?.push(measured);
    }
  }
  const most = new Map([...rounds].map(([id, each]) => [id, middle(each)]));
  const mine = most.get("ours");
  for (const { id, name } of gateways) {
    const each = middle(rounds.get(id) ?? []);
    const target = id === "ours" ? "" : `${workload.targets[id]}x`;
    const ratio =
      id === "ours" || mine === undefined ? "" : `${(mine.perSecond / each.perSecond).toFixed(1)}x`;
    say(`| ${workload.name} | ${name} | ${figures(each)} | ${ratio} | ${target} |`);
  }
  return most;
}

interface Rated {
  readonly name: string;
  readonly rate: number;
  readonly gateway: StartedGateway;
  readonly target: string;
}

/** How the latency spreads when so many requests per second come evenly. */
async function atRate(workload: Workload, { name, rate, gateway, target }: Rated): Promise<string> {
  const loading = { bodies: bodiesOf(workload), connections: CONNECTIONS, seconds: SECONDS, rate };
  const half = await alone(gateway, loading);
  const [p50, p99] = [half.p50.toFixed(2), half.p99.toFixed(2)];
  const [spread, usual] = [half.p99, half.usualP99].map((each) => (each / half.p50).toFixed(1));
  return `| ${workload.name} | ${name} | ${whole(half.perSecond)} | ${p50} | ${p99} | ${spread} | ${usual} | ${target} |`;
}

/** Measures one while the others stand still. */
async function alone(gateway: StartedGateway, loading: Loading): Promise<Measured> {
  const others = [...running.values(), bare].filter((each) => each !== gateway);
  for (const each of others) each.freeze();
  try {
    return await measure(gateway, loading, subgraphs.putLoad);
  } finally {
    for (const each of others) each.thaw();
  }
}

function gatewayOf(id: string): StartedGateway {
  const found = running.get(id);
  if (found === undefined) throw new TypeError(`${id} does not run`);
  return found;
}

function figures({ perSecond, cpu, p50, p99, failures }: Measured): string {
  const core = whole((perSecond * cpu) / 1e4);
  return `${whole(perSecond)} | ${whole(cpu)} | ${core} | ${p50.toFixed(1)} | ${p99.toFixed(1)} | ${failures}`;
}

function whole(value: number): string {
  return Math.round(value).toLocaleString("en");
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
