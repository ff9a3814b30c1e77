/**
 * Rows derived from events, with key and digest, as ratios of hand-written SQL and of Emmett on the same server:
 * `npm run bench:replay [-- EVENTS]`. The server has the settings a mesh has, and every table is logged.
 */
import { cpus } from "node:os";
import { digestText, readDigest } from "../kernel/postgres/compare/digest.ts";
import { type BenchMesh, startBenchMesh } from "./replays/benchMesh.ts";
import { fillEmmett, rebuildWithEmmett } from "./replays/emmettRebuild.ts";
import { fillLog } from "./replays/fillLog.ts";
import { handWritten, REFERENCE } from "./replays/handWritten.ts";
import { scoring } from "./replays/scores.ts";
import { typescriptFold } from "./replays/typescriptFold.ts";

const EVENTS = Number(process.argv[2] ?? 1_000_000);
const KEYS = [10_000, 1_000_000];
const ROUNDS = 3;
/** Emmett takes too long for more. */
const EMMETT_EVENTS = 20_000;

/** A way to derive the rows: does it, and answers their table. */
interface Way {
  readonly name: string;
  readonly run: (mesh: BenchMesh) => Promise<string>;
}

/** The first is what the others are measured by. */
const WAYS: readonly Way[] = [
  { name: "hand-written SQL", run: async ({ admin }) => handWritten(admin).then(() => REFERENCE) },
  { name: "TypeScript fold", run: (mesh) => typescriptFold(mesh, mesh.projection("scores"), EVENTS) },
];

say(`${cpus().length} cores, ${whole(EVENTS)} events, rows only, median of ${ROUNDS} rounds\n`);
say("| keys | way | events/s | of hand-written SQL | of Emmett 0.42 |");
say("|---|---|---|---|---|");
for (const keys of KEYS) await measure(keys);
say(`\nEmmett was given ${whole(EMMETT_EVENTS)} events, and batches that one statement writes.`);

async function measure(keys: number): Promise<void> {
  const mesh = await startBenchMesh(scoring);
  try {
    await fillLog(mesh.admin, EVENTS, keys);
    await fillEmmett(mesh.mesh.url, EMMETT_EVENTS, keys);
    const peer = EMMETT_EVENTS / (await secondsOf(() => rebuildWithEmmett(mesh.mesh.url)));
    const rounds: (readonly number[])[] = [];
    for (let round = 0; round < ROUNDS; round += 1) rounds.push(await measureRound(mesh));
    const paces = WAYS.map((_, way) => EVENTS / median(rounds.map((each) => each[way] ?? Number.NaN)));
    for (const [way, { name }] of WAYS.entries()) {
      const pace = paces[way] ?? Number.NaN;
      say(`| ${whole(keys)} | ${name} | ${whole(pace)} | ${ratio(pace, paces[0])} | ${ratio(pace, peer)} |`);
    }
    say(`| ${whole(keys)} | Emmett 0.42 | ${whole(peer)} | ${ratio(peer, paces[0])} | 1 |`);
  } finally {
    await mesh.stop();
  }
}

/** Seconds that each way takes; all of them must come to the same rows. */
async function measureRound(mesh: BenchMesh): Promise<readonly number[]> {
  const seconds: number[] = [];
  const digests = new Set<string>();
  for (const { run } of WAYS) {
    await mesh.admin.query({ text: "checkpoint" });
    seconds.push(
      await secondsOf(async () => {
        const columns = ["customer_id", "score"];
        const compared = { table: await run(mesh), key: "customer_id", columns };
        digests.add(digestText([await readDigest(mesh.admin, compared)]));
      }),
    );
  }
  if (digests.size !== 1) throw new Error("the ways do not come to the same rows");
  return seconds;
}

async function secondsOf(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await work();
  return (performance.now() - started) / 1_000;
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}

function ratio(value: number, by: number | undefined): string {
  return (value / (by ?? Number.NaN)).toPrecision(2);
}

function whole(value: number): string {
  return Math.round(value).toLocaleString("en");
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
