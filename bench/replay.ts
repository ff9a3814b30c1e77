/**
 * Rows and histories derived from events, with keys and digests, as ratios of hand-written SQL and of Emmett on the same server:
 * `npm run bench:replay [-- EVENTS]`. The server has the settings a mesh has, and every table is logged.
 */
import { cpus } from "node:os";
import { type Compared, type Digest, digestText, readDigest } from "../kernel/postgres/compare/digest.ts";
import { type BenchMesh, startBenchMesh } from "./replays/benchMesh.ts";
import { fillEmmett, rebuildWithEmmett } from "./replays/emmettRebuild.ts";
import { fillLog } from "./replays/fillLog.ts";
import { foldHistory } from "./replays/foldHistory.ts";
import { foldRows } from "./replays/foldRows.ts";
import { handWrittenHistory, REFERENCE_HISTORY } from "./replays/handWrittenHistory.ts";
import { handWrittenRows, REFERENCE } from "./replays/handWrittenRows.ts";
import { scoring } from "./replays/scores.ts";

const EVENTS = Number(process.argv[2] ?? 1_000_000);
const KEYS = [10_000, 1_000_000];
const ROUNDS = 3;
/** Emmett takes too long for more. */
const EMMETT_EVENTS = 20_000;

/** A way to derive rows: does it, and answers the tables to be digested. */
interface Way {
  readonly name: string;
  readonly run: (mesh: BenchMesh) => Promise<readonly Compared[]>;
}

/** Ways to one result; the first is what the others are measured by. */
interface Contest {
  readonly what: string;
  readonly ways: readonly Way[];
}

const rows = (table: string): Compared => ({
  table,
  key: "customer_id",
  columns: ["customer_id", "score"],
});
const history = (table: string): Compared => ({
  table,
  key: "position",
  columns: ["position", "removed", "input", "input_position", "customer_id", "score"],
});
const both = (tables: { readonly rows: string; readonly history: string }): readonly Compared[] => [
  rows(tables.rows),
  history(tables.history),
];

const CONTESTS: readonly Contest[] = [
  {
    what: "rows only",
    ways: [
      {
        name: "hand-written SQL",
        run: async ({ admin }) => handWrittenRows(admin).then(() => [rows(REFERENCE)]),
      },
      {
        name: "declarative fold",
        run: async (mesh) => [rows(await foldRows(mesh, "declared-scores", EVENTS))],
      },
      { name: "TypeScript fold", run: async (mesh) => [rows(await foldRows(mesh, "scores", EVENTS))] },
    ],
  },
  {
    what: "with history",
    ways: [
      {
        name: "hand-written SQL",
        run: async ({ admin }) =>
          handWrittenHistory(admin).then(() => both({ rows: REFERENCE, history: REFERENCE_HISTORY })),
      },
      {
        name: "declarative fold",
        run: async (mesh) => both(await foldHistory(mesh, "declared-scores", EVENTS)),
      },
      { name: "TypeScript fold", run: async (mesh) => both(await foldHistory(mesh, "scores", EVENTS)) },
    ],
  },
];

say(`${cpus().length} cores, ${whole(EVENTS)} events, median of ${ROUNDS} rounds\n`);
say("| keys | what | way | events/s | of hand-written SQL | of Emmett 0.42 |");
say("|---|---|---|---|---|---|");
for (const keys of KEYS) await measure(keys);
say(`\nEmmett was given ${whole(EMMETT_EVENTS)} events, and batches that one statement writes.`);

async function measure(keys: number): Promise<void> {
  const mesh = await startBenchMesh(scoring);
  try {
    await fillLog(mesh.admin, EVENTS, keys);
    await fillEmmett(mesh.mesh.url, EMMETT_EVENTS, keys);
    const peer = EMMETT_EVENTS / (await secondsOf(() => rebuildWithEmmett(mesh.mesh.url)));
    for (const contest of CONTESTS) await measureContest(mesh, contest, keys, peer);
    say(`| ${whole(keys)} | rows only | Emmett 0.42 | ${whole(peer)} | | 1 |`);
  } finally {
    await mesh.stop();
  }
}

async function measureContest(
  mesh: BenchMesh,
  { what, ways }: Contest,
  keys: number,
  peer: number,
): Promise<void> {
  const rounds: (readonly number[])[] = [];
  for (let round = 0; round < ROUNDS; round += 1) rounds.push(await measureRound(mesh, ways));
  const paces = ways.map((_, way) => EVENTS / median(rounds.map((each) => each[way] ?? Number.NaN)));
  for (const [way, { name }] of ways.entries()) {
    const pace = paces[way] ?? Number.NaN;
    const ratios = `${ratio(pace, paces[0])} | ${ratio(pace, peer)}`;
    say(`| ${whole(keys)} | ${what} | ${name} | ${whole(pace)} | ${ratios} |`);
  }
}

/** Seconds that each way takes, the digest included; all of them must come to the same. */
async function measureRound(mesh: BenchMesh, ways: readonly Way[]): Promise<readonly number[]> {
  const seconds: number[] = [];
  const digests = new Set<string>();
  for (const { run } of ways) {
    await mesh.admin.query({ text: "checkpoint" });
    seconds.push(
      await secondsOf(async () => {
        const read = await run(mesh);
        const found: Digest[] = [];
        for (const compared of read) found.push(await readDigest(mesh.admin, compared));
        digests.add(digestText(found));
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
