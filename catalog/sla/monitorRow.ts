import type { Queryable } from "@datamesh/kernel/postgres";
import type { Verdicts } from "./judgeProducts.ts";

/** What is to be measured now. */
export interface Due {
  /** The database's clock, ISO 8601. */
  readonly now: string;
  /** Whether the last hour is to be judged too. */
  readonly judge: boolean;
  readonly verdicts: Verdicts;
}

/**
 * Takes the right to measure until the transaction ends. Nothing when another process has it, or has used it within
 * the last `sampleSeconds`. What was used in the future was by a clock that has been set back, and does not count.
 */
export async function lockMonitor(
  catalog: Queryable,
  { sampleSeconds, judgeSeconds }: { readonly sampleSeconds: number; readonly judgeSeconds: number },
): Promise<Due | undefined> {
  const [row] = await catalog.query({
    text: `select to_char(clock_timestamp() at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as now, verdicts,
             sampled_at not between clock_timestamp() - make_interval(secs => $1) and clock_timestamp() as sample,
             judged_at not between clock_timestamp() - make_interval(secs => $2) and clock_timestamp() as judge
           from catalog_store.sla_monitor for update skip locked`,
    // Somewhat less than the interval: processes do not wake at the same moment.
    values: [sampleSeconds * 0.8, judgeSeconds * 0.95],
  });
  if (row?.["sample"] !== "t") return undefined;
  return {
    now: row["now"] ?? "",
    judge: row["judge"] === "t",
    verdicts: JSON.parse(row["verdicts"] ?? "{}") as Verdicts,
  };
}

export const saveSampled = (catalog: Queryable, at: string): Promise<unknown> =>
  catalog.query({ text: "update catalog_store.sla_monitor set sampled_at = $1", values: [at] });

export const saveJudgement = (catalog: Queryable, at: string, verdicts: Verdicts): Promise<unknown> =>
  catalog.query({
    text: "update catalog_store.sla_monitor set judged_at = $1, verdicts = $2",
    values: [at, JSON.stringify(verdicts)],
  });
