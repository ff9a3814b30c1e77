/**
 * Answers that are kept, beside ApolloServer + @apollo/gateway working the like of them out: `npm run bench:cache`. The
 * whole mesh runs (`datamesh start`), tokens, rules, accounting and the access log included; its process and the peer
 * have one core.
 */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { makeDataDirectory, startMeshProcess } from "../../test/support/meshProcess.ts";
import { measure, type Measured, middle } from "./measure.ts";
import type { RunningGateway } from "./processes/gateway.ts";
import { peers, peersAreInstalled } from "./processes/peers.ts";
import { pinToMeasured } from "./processes/pinned.ts";
import { untilAnswered } from "./processes/startProcess.ts";
import { startSubgraphs } from "./processes/subgraphs.ts";
import { bodiesOf, WORKLOADS } from "./workloads.ts";

const KEYS = 200;
const ROUNDS = 3;
const WARM_UP_SECONDS = 6;
const SECONDS = 4;
const CONNECTIONS = 32;
const TARGET = 30;
const QUERY =
  "query One($key: ID!) { customerCreditScoreV2(customerId: $key) { customerId score confidence segment country } }";

if (!peersAreInstalled()) {
  say("the peers are not installed: run `npm run bench:peers` first (about 1 GB)");
  process.exit(2);
}
const directory = await makeDataDirectory();
const files = await mkdtemp(join(tmpdir(), "datamesh-bench-"));
const mesh = await startMeshProcess({
  DATAMESH_DATA_DIR: directory.path,
  DATAMESH_RATE: "off",
  LOG_LEVEL: "warn",
});
const subgraphs = await startSubgraphs();
const [peer] = peers(files, subgraphs.open);
const apollo = await peer?.start();
try {
  if (apollo === undefined) throw new TypeError("there is no peer");
  await untilAnswered(`http://127.0.0.1:${apollo.port}${apollo.path}`, {}, "{ products { id } }");
  await compare(await ours(), apollo);
} finally {
  await apollo?.stop();
  subgraphs.stop();
  await mesh.stop();
  await directory.remove();
  await rm(files, { recursive: true, force: true });
}

async function ours(): Promise<RunningGateway> {
  const pid = mesh.child.pid ?? 0;
  pinToMeasured(pid);
  return {
    port: Number(new URL(mesh.url).port),
    path: "/graphql",
    headers: { authorization: `Bearer ${await mesh.token("analyst")}` },
    pid,
    stop: async () => undefined,
  };
}

async function compare(mine: RunningGateway, theirs: RunningGateway): Promise<void> {
  const keys = Array.from({ length: KEYS }, (_, index) => `c-${String(index + 1).padStart(4, "0")}`);
  const bodies = keys.map((key) => JSON.stringify({ query: QUERY, variables: { key } }));
  const [one] = WORKLOADS;
  if (one === undefined) throw new TypeError("there is no workload");
  const hits: Measured[] = [];
  const worked: Measured[] = [];
  for (let round = 0; round <= ROUNDS; round++) {
    const loading = { connections: CONNECTIONS, seconds: round === 0 ? WARM_UP_SECONDS : SECONDS };
    const kept = await measure(mine, { bodies, ...loading }, subgraphs.putLoad);
    const answered = await measure(theirs, { bodies: bodiesOf(one), ...loading }, subgraphs.putLoad);
    if (round === 0) continue;
    hits.push(kept);
    worked.push(answered);
  }
  const [kept, answered] = [middle(hits), middle(worked)];
  say(
    `${CONNECTIONS} connections, ${WARM_UP_SECONDS} s of warm-up for both, then ${ROUNDS} rounds of ${SECONDS} s, of which the middle one is shown\n`,
  );
  say("| one entity | requests/s | CPU us/request | p50 ms | p99 ms | failures |\n|---|---|---|---|---|---|");
  say(row("DataMesh, kept answers", kept));
  say(row("ApolloServer + @apollo/gateway", answered));
  say(`\n${(kept.perSecond / answered.perSecond).toFixed(1)}x, to reach: ${TARGET}x`);
}

function row(name: string, { perSecond, cpu, p50, p99, failures }: Measured): string {
  return `| ${name} | ${whole(perSecond)} | ${whole(cpu)} | ${p50.toFixed(1)} | ${p99.toFixed(1)} | ${failures} |`;
}

function whole(value: number): string {
  return Math.round(value).toLocaleString("en");
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
