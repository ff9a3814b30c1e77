import { type Database, type Queryable, startWorkLoop } from "@datamesh/kernel/postgres";
import { type ProductRef, productRef } from "@datamesh/kernel/product";
import type { EventLog } from "@datamesh/kernel/log";
import { recordBreach } from "../record/recordBreach.ts";
import { forgetGaps, readGaps } from "./announcementGaps.ts";
import { judgeProducts, type VerdictChange } from "./judgeProducts.ts";
import { lockMonitor, saveJudgement, saveSampled } from "./monitorRow.ts";
import { type MonitoredProduct, monitoredProducts } from "./monitoredProducts.ts";
import { rollUp } from "./rollUp.ts";
import type { Scanned } from "./sampleContext.ts";
import { sampleProducts } from "./sampleProducts.ts";
import { saveSamples } from "./saveSamples.ts";

/** Measures the products until stopped. */
export interface SlaMonitor {
  /** Resolves when the sample under way is saved. */
  stop(): Promise<void>;
}

/** What is measured, with what, and how often. */
export interface SlaMonitorOptions {
  /** Connections of the catalog's project role, for its own tables. */
  readonly catalog: Database;
  /** Connections of the catalog's read role, for what other contexts let it see. */
  readonly contexts: Queryable;
  /** The catalog's log, for breaches. */
  readonly log: Pick<EventLog, "append">;
  /** Seconds between two samples; default 5. */
  readonly sampleSeconds?: number;
  /** Seconds between two judgements; default 60. */
  readonly judgeSeconds?: number;
  /** Seconds an event may be under way before it counts as missing; default 5. */
  readonly inFlightSeconds?: number;
  /** Told of a context that could not be sampled, or, without one, of a step that failed; it is tried again. */
  readonly onFailure?: (error: unknown, context?: string) => void;
  /** Told of a step that was done, with the contexts that could not be sampled in it. */
  readonly onMeasured?: (failed: ReadonlySet<string>) => void;
}

/**
 * Starts measuring. In any number of processes only one does at a time: whoever holds the lock on the one row of
 * `sla_monitor`, which also says what is due.
 */
export function startSlaMonitor(options: SlaMonitorOptions): SlaMonitor {
  const { sampleSeconds = 5, onFailure } = options;
  const memory = { rolledUp: false };
  return startWorkLoop({
    step: async () => {
      const failed = new Set<string>();
      const onFailure: SlaMonitorOptions["onFailure"] = (error, context) => {
        if (context !== undefined) failed.add(context);
        options.onFailure?.(error, context);
      };
      await measure({ ...options, onFailure }, memory);
      options.onMeasured?.(failed);
      return false;
    },
    pollMilliseconds: sampleSeconds * 1_000,
    onFailure: (error) => onFailure?.(error),
  });
}

/** Samples and judges what is due, in one transaction, if this process is the one to do it. */
async function measure(options: SlaMonitorOptions, memory: { rolledUp: boolean }): Promise<void> {
  const { sampleSeconds = 5, judgeSeconds = 60, inFlightSeconds = 5, contexts, onFailure } = options;
  await options.catalog.transaction(async (catalog) => {
    const due = await lockMonitor(catalog, { sampleSeconds, judgeSeconds });
    if (due === undefined) return;
    const products = await monitoredProducts(catalog);
    const samples = await sampleProducts(contexts, products, {
      scanned: await readScanned(catalog),
      gaps: await readGaps(catalog),
      inFlightSeconds,
      onFailure: (context, error) => onFailure?.(error, context),
    });
    await saveSamples(catalog, samples, due.now);
    await saveSampled(catalog, due.now);
    if (!due.judge) return;
    await rollUp(catalog, memory.rolledUp ? "recent" : "all");
    memory.rolledUp = true;
    const { verdicts, changes } = await judgeProducts(catalog, products, due.verdicts, due.now);
    for (const each of changes) await record(each, options.log, due.now);
    await forgetOthers(catalog, products);
    await forgetGaps(catalog);
    await saveJudgement(catalog, due.now, verdicts);
  });
}

async function readScanned(catalog: Queryable): Promise<Scanned> {
  const rows = await catalog.query({
    text: "select product, major, version, scanned_to from catalog_store.sla_now",
  });
  return new Map<ProductRef, { version: string; scannedTo: number }>(
    rows.map((row) => [
      productRef(row["product"] ?? "", Number(row["major"])),
      { version: row["version"] ?? "", scannedTo: Number(row["scanned_to"]) },
    ]),
  );
}

async function record(
  { change, record: breach }: VerdictChange,
  log: Pick<EventLog, "append">,
  at: string,
): Promise<void> {
  const what = change === "BREACHED" ? "SLA_BREACHED" : "SLA_RESTORED";
  await recordBreach(what, breach, { log, now: () => new Date(at) });
}

async function forgetOthers(catalog: Queryable, products: readonly MonitoredProduct[]): Promise<void> {
  await catalog.query({
    text: `delete from catalog_store.sla_now n
           where not exists (select from unnest($1::text[], $2::integer[]) as p (product, major)
                             where p.product = n.product and p.major = n.major)`,
    values: [products.map(({ name }) => name), products.map(({ major }) => major)],
  });
}
