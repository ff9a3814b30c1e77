/**
 * Rebuilds of a product with its history while it is live: `npm run bench:rebuild [-- EVENTS ...]`. Tells events per
 * second, the memory of the process and of the server's largest backend at their highest, and the time a thousand
 * events take, which should not grow with their number.
 */
import { readdir, readFile } from "node:fs/promises";
import { cpus } from "node:os";
import { rebuildProduct } from "@datamesh/kernel/postgres";
import { type BenchMesh, startBenchMesh } from "./replays/benchMesh.ts";
import { fillLog } from "./replays/fillLog.ts";
import { projectAtOnce } from "./replays/projectAtOnce.ts";
import { scoring } from "./replays/scores.ts";

const asked = process.argv.slice(2).map(Number);
const SIZES = (asked.length > 0 ? asked : [1_000_000, 5_000_000]).toSorted((a, b) => a - b);
const KEYS = 100_000;

say(`${cpus().length} cores, ${whole(KEYS)} keys, with history\n`);
say("| events | events/s | seconds | ms per 1,000 events | process MB | backend MB |");
say("|---|---|---|---|---|---|");
const mesh = await startBenchMesh(scoring);
try {
  for (const events of SIZES) await measure(mesh, events);
} finally {
  await mesh.stop();
}

async function measure(bench: BenchMesh, events: number): Promise<void> {
  const { admin, migrate } = bench;
  await fillLog(admin, events, KEYS);
  const scores = bench.projection("scores");
  await projectAtOnce(bench, scores, events);
  await admin.query({ text: "checkpoint" });
  const watch = watchMemory();
  const started = performance.now();
  const { differingRows, historyKept } = await rebuildProduct(migrate, scores);
  const seconds = (performance.now() - started) / 1_000;
  const { own, backend } = watch.stop();
  if (differingRows > 0 || !historyKept) throw new Error("the rebuild is not what was live");
  const figures = [
    whole(events),
    whole(events / seconds),
    seconds.toFixed(1),
    ((seconds * 1e6) / events).toFixed(1),
  ];
  say(`| ${figures.join(" | ")} | ${whole(own / 1e6)} | ${backend === 0 ? "?" : whole(backend / 1e6)} |`);
}

/** Looks at the memory every 100 ms. */
function watchMemory(): { stop(): { readonly own: number; readonly backend: number } } {
  let [own, backend] = [0, 0];
  const look = async (): Promise<void> => {
    own = Math.max(own, process.memoryUsage.rss());
    backend = Math.max(backend, await largestBackend());
  };
  const timer = setInterval(() => void look().catch(() => undefined), 100);
  return {
    stop: () => {
      clearInterval(timer);
      return { own, backend };
    },
  };
}

/** Memory of its own that the largest backend of this benchmark's server takes, in bytes; 0 where it cannot be read. */
async function largestBackend(): Promise<number> {
  let largest = 0;
  for (const pid of await readdir("/proc").catch(() => [])) {
    if (!/^\d+$/.test(pid)) continue;
    const title = await readFile(`/proc/${pid}/cmdline`, "utf8").catch(() => "");
    if (!title.startsWith("postgres: bench_scoring_migrate")) continue;
    const status = await readFile(`/proc/${pid}/status`, "utf8").catch(() => "");
    largest = Math.max(largest, Number(/RssAnon:\s+(\d+) kB/.exec(status)?.[1] ?? 0) * 1_024);
  }
  return largest;
}

function whole(value: number): string {
  return Math.round(value).toLocaleString("en");
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
