import type { JoinRun } from "./joinRun.ts";
import type { Found, ReadRows } from "./readRows.ts";

/** Asks a subgraph for rows; undefined when it answers anything else. What it answers is kept by the run. */
export async function askRows(
  run: JoinRun,
  subgraph: string,
  body: string,
  read: ReadRows,
): Promise<Found | undefined> {
  let found: Found | undefined;
  const result = await run.call(subgraph, {
    body,
    repeatable: true,
    passes: (response) => {
      found = read(response);
      return found === undefined ? undefined : response;
    },
  });
  run.asked.push({ subgraph, body, result });
  return result.dataText === undefined ? undefined : found;
}
