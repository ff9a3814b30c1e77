/**
 * From an append that is acknowledged to its row being visible in a product: `npm run bench:live [-- SECONDS]`. A whole
 * mesh runs beside it, as `datamesh start` runs it; events come at a fixed rate, each in a call of its own. A row
 * counts as visible when this process hears of the commit that wrote it.
 */
import { cpus } from "node:os";
import { makeDataDirectory, startMeshProcess } from "../test/support/meshProcess.ts";
import { meshDatabase } from "../test/support/meshDatabase.ts";
import { percentiles } from "./append/closedLoop.ts";
import { type LiveProduct, watchProduct } from "./live/watchProduct.ts";

const RATES = [100, 2_000];
const WARM_UP_SECONDS = 2;
const seconds = Number(process.argv[2] ?? 10);

const directory = await makeDataDirectory();
try {
  const mesh = await startMeshProcess({
    DATAMESH_DATA_DIR: directory.path,
    DATAMESH_SAMPLE: "off",
    LOG_LEVEL: "warn",
  });
  try {
    await measure(await watchProduct(await meshDatabase(directory.path)));
  } finally {
    await mesh.stop();
  }
} finally {
  await directory.remove();
}

async function measure(product: LiveProduct): Promise<void> {
  try {
    say(`${cpus().length} cores; ${seconds} s each; milliseconds from the answer to the append to the row\n`);
    say("| events/s offered | appended/s | p50 ms | p99 ms | append alone, p50 ms | p99 ms |");
    say("|---|---|---|---|---|---|");
    for (const rate of RATES) {
      await atRate(product, rate, WARM_UP_SECONDS);
      const { visible, acknowledged, perSecond } = await atRate(product, rate, seconds);
      const figures = [percentiles(visible), percentiles(acknowledged)];
      const shown = figures.map(({ p50, p99 }) => `${p50.toFixed(1)} | ${p99.toFixed(1)}`).join(" | ");
      say(`| ${rate.toLocaleString("en")} | ${Math.round(perSecond).toLocaleString("en")} | ${shown} |`);
    }
  } finally {
    await product.close();
  }
}

/** Offers events at a rate, whether those before are done or not, and waits until all are visible. */
async function atRate(product: LiveProduct, rate: number, forSeconds: number) {
  const started = performance.now();
  const total = rate * forSeconds;
  const under: Promise<{ readonly acknowledged: number; readonly visible: number }>[] = [];
  while (under.length < total) {
    const due = Math.min(total, Math.floor(((performance.now() - started) / 1_000) * rate) + 1);
    while (under.length < due) under.push(product.append());
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
  const times = await Promise.all(under);
  return {
    acknowledged: times.map(({ acknowledged }) => acknowledged),
    visible: times.map(({ visible }) => visible),
    perSecond: total / ((performance.now() - started) / 1_000),
  };
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
