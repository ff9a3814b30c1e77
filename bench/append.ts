/**
 * Appends per second, durable, by callers that each wait for their answer: `npm run bench:append [-- SECONDS]`. Ours
 * against Emmett on the same PostgreSQL, which syncs to disk before it answers; one event a call, to a stream of its
 * own that must not exist yet.
 */
import { cpus } from "node:os";
import { startOwnServer } from "../test/support/ownServer.ts";
import { closedLoop, type Measured } from "./append/closedLoop.ts";
import { emmettAppender } from "./append/emmettAppender.ts";
import { meshAppender } from "./append/meshAppender.ts";

const CALLERS = [1, 8, 32, 256];
const ROUNDS = 3;
const seconds = Number(process.argv[2] ?? 3);

const server = await startOwnServer();
try {
  const client = await server.connect();
  const { rows } = await client.query<{ settings: string }>(
    `select string_agg(name || ' ' || setting, ', ' order by name) as settings from pg_settings
     where name in ('fsync', 'synchronous_commit', 'full_page_writes')`,
  );
  await client.end();
  say(`${cpus().length} cores; ${rows[0]?.settings}; median of ${ROUNDS} rounds of ${seconds} s each\n`);
  await measure();
} finally {
  await server.remove();
}

async function measure(): Promise<void> {
  say("| callers | ours, events/s | p50 ms | p99 ms | Emmett 0.42, events/s | p50 ms | p99 ms | ratio |");
  say("|---|---|---|---|---|---|---|---|");
  for (const callers of CALLERS) {
    const rounds: { readonly ours: Measured; readonly peer: Measured }[] = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      rounds.push({ peer: await run(emmettAppender, callers), ours: await run(meshAppender, callers) });
    }
    tell(callers, median(rounds.map(({ ours }) => ours)), median(rounds.map(({ peer }) => peer)));
  }
}

async function run(open: typeof emmettAppender, callers: number): Promise<Measured> {
  const appender = await open(server.url, callers);
  try {
    await closedLoop(appender.append, { callers, seconds: 1 });
    return await closedLoop(appender.append, { callers, seconds });
  } finally {
    await appender.close();
  }
}

function tell(callers: number, ours: Measured, peer: Measured): void {
  const figures = ({ perSecond, p50, p99 }: Measured): string =>
    `${Math.round(perSecond).toLocaleString("en")} | ${p50.toFixed(1)} | ${p99.toFixed(1)}`;
  const ratio = ours.perSecond / peer.perSecond;
  say(`| ${callers} | ${figures(ours)} | ${figures(peer)} | ${ratio.toFixed(1)} |`);
}

function median(measured: readonly Measured[]): Measured {
  const sorted = measured.toSorted((a, b) => a.perSecond - b.perSecond);
  const middle = sorted[sorted.length >> 1];
  if (middle === undefined) throw new TypeError("nothing was measured");
  return middle;
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
