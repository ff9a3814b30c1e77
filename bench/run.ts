/** End-to-end figures of this machine: `npm run bench`. Everything runs at once on it, the load included. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { cpus } from "node:os";
import { fileURLToPath } from "node:url";
import { dutyUrl } from "@datamesh/kernel/postgres";
import {
  datamesh,
  makeDataDirectory,
  type MeshProcess,
  startMeshProcess,
} from "../test/support/meshProcess.ts";
import { meshDatabase } from "../test/support/meshDatabase.ts";
import { realLog } from "../test/support/realLog.ts";
import { load, type Measured } from "./load.ts";
import { SCENARIOS, type Scenario } from "./scenarios.ts";
import { seed } from "./seed.ts";

const ROWS = 20_000;
const VARIETY = 500;
const LOAD = { connections: 16, seconds: 5 };

const directory = await makeDataDirectory();
const env = {
  DATAMESH_DATA_DIR: directory.path,
  DATAMESH_SAMPLE: "off",
  DATAMESH_RATE: "off",
  LOG_LEVEL: "warn",
};
try {
  say(`${cpus().length} cores, ${ROWS} rows, ${LOAD.connections} connections, ${LOAD.seconds} s each`);
  await measureImport();
  const mesh = await startMeshProcess(env);
  try {
    await measureQueries(mesh);
  } finally {
    await mesh.stop();
  }
} finally {
  await directory.remove();
}

async function measureImport(): Promise<void> {
  const file = realLog();
  if (file === undefined) return say("import: skipped, the real log is not on this machine");
  const started = performance.now();
  const { stdout } = await datamesh(
    ["import", file, "--context", "lending", "--as", "bpi2012", "--json"],
    env,
  );
  const seconds = (performance.now() - started) / 1000;
  const { appended } = JSON.parse(stdout) as { appended: number };
  say(
    `import: ${appended} events in ${seconds.toFixed(1)} s, ${whole(appended / seconds)} events/s (database start included)`,
  );
}

async function measureQueries(mesh: MeshProcess): Promise<void> {
  const database = await meshDatabase(directory.path);
  say(`append: ${whole(await seed(database, ROWS))} events/s, in batches of 5,000`);
  const started = performance.now();
  while ((await fetch(`${mesh.url}/health/ready`)).status !== 200)
    await new Promise((resolve) => setTimeout(resolve, 100));
  say(`project: caught up ${((performance.now() - started) / 1000).toFixed(1)} s later\n`);
  const peer = await startPeer(dutyUrl(database, "credit-oracle", "read"));
  const token = await mesh.token("analyst");
  try {
    await measureScenarios(mesh, peer.url, token);
  } finally {
    peer.stop();
  }
}

async function measureScenarios(mesh: MeshProcess, peerUrl: string, token: string): Promise<void> {
  say("| scenario | requests/s | p50 ms | p95 ms | p99 ms | failures | of bare node:http + pg |");
  say("|---|---|---|---|---|---|---|");
  for (const scenario of SCENARIOS) {
    const limit =
      scenario.peer === undefined ? undefined : await load(peerTarget(peerUrl, scenario.peer), LOAD);
    const measured = await load(meshTarget(mesh.url, token, scenario), LOAD);
    say(row(scenario.name, measured, limit));
    if (limit !== undefined) say(row(`(bare: ${scenario.name})`, limit));
  }
}

async function startPeer(url: string): Promise<{ url: string; stop: () => void }> {
  const script = fileURLToPath(new URL("./barePeer.ts", import.meta.url));
  const child = spawn(process.execPath, ["--import", "tsx", script, url], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const [port] = (await once(child.stdout, "data")) as [Buffer];
  return { url: `http://127.0.0.1:${port.toString().trim()}`, stop: () => child.kill() };
}

function meshTarget(url: string, token: string, { query }: Scenario) {
  const variables = (index: number) => ({ key: query.includes("$key: ID!") ? `c-${index * 37}` : index });
  return {
    url: `${url}/graphql`,
    headers: { "content-type": "application/json", authorization: `Bearer ${token}` },
    bodies: Array.from({ length: VARIETY }, (_, index) =>
      JSON.stringify({ query, variables: variables(index) }),
    ),
  };
}

function peerTarget(url: string, statement: "one" | "page") {
  return {
    url,
    headers: { "content-type": "application/json" },
    bodies: Array.from({ length: VARIETY }, (_, index) =>
      JSON.stringify({ statement, key: `c-${index * 37}` }),
    ),
  };
}

function row(name: string, measured: Measured, limit?: Measured): string {
  const ratio = limit === undefined ? "" : (measured.requestsPerSecond / limit.requestsPerSecond).toFixed(2);
  const times = [measured.p50, measured.p95, measured.p99].map((each) => each.toFixed(1)).join(" | ");
  return `| ${name} | ${whole(measured.requestsPerSecond)} | ${times} | ${measured.failures} | ${ratio} |`;
}

function whole(value: number): string {
  return Math.round(value).toLocaleString("en");
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
