import { counted, duration } from "../../ui/numbers.ts";
import type { Finished } from "../useRun.ts";
import type { RowList } from "./rowLists.ts";

/** What became of a query, in a line: `20 rows in 63 ms`. */
export function statusText({
  isRunning,
  finished,
  lists = [],
}: {
  readonly isRunning: boolean;
  readonly finished: Finished | undefined;
  readonly lists?: readonly RowList[];
}): string {
  if (isRunning) return "Running …";
  if (finished === undefined) return "";
  const took = duration(finished.tookMs);
  if ("error" in finished.outcome) return `Not answered, after ${took}`;
  if (finished.outcome.answer.data == null) return `Refused in ${took}`;
  if (lists.length === 0) return `Answered in ${took}`;
  const rows = lists.reduce((sum, list) => sum + list.rows.length, 0);
  return `${counted(rows, "row")} in ${took}`;
}
