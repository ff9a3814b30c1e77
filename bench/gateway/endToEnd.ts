/**
 * A whole mesh against PostGraphile 5 on the same tables: `npm run bench:end-to-end`. PostgreSQL, the load and whichever
 * of the two is asked share the machine: either of them has the same core, PostgreSQL runs wherever there is room, and
 * the load sleeps while it waits. Ours verifies tokens, applies its rules and signs for its subgraphs, with its cache off.
 * Requests vary, rounds alternate, both are warmed up alike, answers are compared first.
 */
import { isDeepStrictEqual } from "node:util";
import { cpus } from "node:os";
import { makeDataDirectory, startMeshProcess } from "../../test/support/meshProcess.ts";
import { meshDatabase } from "../../test/support/meshDatabase.ts";
import { seed } from "../seed.ts";
import { OURS, QUESTIONS, type Question, rowsOf } from "./endToEnd/questions.ts";
import {
  ask,
  bodiesFor,
  ourSide,
  postgraphileIsInstalled,
  postgraphileSide,
  type Side,
} from "./endToEnd/sides.ts";
import { measure, type Measured, middle } from "./measure.ts";

const CUSTOMERS = Number(process.env["BENCH_ROWS"] ?? 100_000);
const VARIETY = 500;
const CONNECTIONS = 16;
const ROUNDS = Number(process.env["BENCH_ROUNDS"] ?? 3);
const SECONDS = Number(process.env["BENCH_SECONDS"] ?? 4);
/** Both are compiled while they answer, and their statements are prepared: what they do in their first seconds is not what they do. */
const WARM_UP_SECONDS = Number(process.env["BENCH_WARM_UP"] ?? 6);
const COMPARED = 10;

if (!postgraphileIsInstalled()) {
  say("PostGraphile is not installed: run `npm run bench:peers` first (about 1 GB)");
  process.exit(2);
}
const directory = await makeDataDirectory();
const mesh = await startMeshProcess({
  DATAMESH_DATA_DIR: directory.path,
  DATAMESH_SAMPLE: "off",
  DATAMESH_CACHE_MB: "0",
  LOG_LEVEL: "warn",
  DATAMESH_RATE: "off",
});
const stops: (() => Promise<unknown>)[] = [() => directory.remove(), () => mesh.stop()];
try {
  const database = await meshDatabase(directory.path);
  await seed(database, CUSTOMERS);
  while ((await fetch(`${mesh.url}/health/ready`)).status !== 200) {
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  const peer = await postgraphileSide(database);
  stops.push(() => peer.stop());
  await compare(await ourSide(mesh), peer);
} finally {
  for (const stop of stops.toReversed()) await stop();
}

async function compare(ours: Side, peer: Side): Promise<void> {
  say(
    `${cpus().length} cores for all of it, ${CUSTOMERS} rows, ${CONNECTIONS} connections, ` +
      `${WARM_UP_SECONDS} s of warm-up for each question, then the middle of ${ROUNDS} rounds of ${SECONDS} s\n`,
  );
  say(
    "| question | side | requests/s | CPU us/request | p50 ms | p99 ms | failures | ours is faster by | at least |",
  );
  say("|---|---|---|---|---|---|---|---|---|");
  const halves: string[] = [];
  for (const question of QUESTIONS) {
    const asked = new Map<Side, readonly string[]>();
    for (const side of [ours, peer]) asked.set(side, await bodiesFor(side, question, CUSTOMERS, VARIETY));
    await requireSameRows(question, asked);
    const rounds = new Map<Side, Measured[]>([...asked.keys()].map((side) => [side, []]));
    for (let round = 0; round <= ROUNDS; round++) {
      for (const [side, bodies] of asked) {
        const seconds = round === 0 ? WARM_UP_SECONDS : SECONDS;
        const measured = await measure(side, { bodies, connections: CONNECTIONS, seconds });
        if (round > 0) rounds.get(side)?.push(measured);
      }
    }
    const [mine, theirs] = [middle(rounds.get(ours) ?? []), middle(rounds.get(peer) ?? [])];
    const ratio = (mine.perSecond / theirs.perSecond).toFixed(2);
    say(`| ${question.name} | ${ours.name} | ${figures(mine)} | ${ratio}x | ${question.atLeast}x |`);
    say(`| ${question.name} | ${peer.name} | ${figures(theirs)} | | |`);
    for (const [side, each] of [
      [ours, mine],
      [peer, theirs],
    ] as const) {
      halves.push(await atHalfLoad(question, side, asked.get(side) ?? [], each.perSecond / 2));
    }
  }
  say(
    "\n| at half the maximum load | side | requests/s | p50 ms | p99 ms | p99 / p50 | in its usual quarter second | at most |\n|---|---|---|---|---|---|---|---|",
  );
  for (const half of halves) say(half);
}

/** How the latency spreads at half of what a side can do, when requests come evenly. */
async function atHalfLoad(
  question: Question,
  side: Side,
  bodies: readonly string[],
  rate: number,
): Promise<string> {
  const half = await measure(side, { bodies, connections: CONNECTIONS, seconds: SECONDS, rate });
  const [p50, p99] = [half.p50.toFixed(2), half.p99.toFixed(2)];
  const [spread, usual] = [half.p99, half.usualP99].map((each) => (each / half.p50).toFixed(1));
  const target = side.dialect === OURS ? "3" : "";
  return `| ${question.name} | ${side.name} | ${whole(half.perSecond)} | ${p50} | ${p99} | ${spread} | ${usual} | ${target} |`;
}

async function requireSameRows(
  question: Question,
  asked: ReadonlyMap<Side, readonly string[]>,
): Promise<void> {
  for (let index = 0; index < COMPARED; index++) {
    const rows = await Promise.all(
      [...asked].map(async ([side, bodies]) =>
        rowsOf(side.dialect, question, await ask(side, bodies[index] ?? "")),
      ),
    );
    if (rows[0]?.length === (question.rows ?? 1) && isDeepStrictEqual(rows[0], rows[1])) continue;
    throw new Error(`${question.name}: the answers differ: ${JSON.stringify(rows).slice(0, 1_000)}`);
  }
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
