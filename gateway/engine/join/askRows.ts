import type { PassableText } from "../pass/passableText.ts";
import type { JoinRun } from "./joinRun.ts";
import type { Found, ReadRows } from "./readRows.ts";

/** Asks a subgraph for rows; undefined when it answers anything else. What it answers is kept by the run. */
export async function askRows(
  run: JoinRun,
  subgraph: string,
  body: string,
  read: ReadRows,
): Promise<Found | undefined> {
  const kept: Kept = { found: undefined };
  const result = await run.call(subgraph, {
    body,
    repeatable: true,
    passes: keeping(kept, read),
  });
  run.asked.push({ subgraph, body, result });
  const found = result.dataText === undefined ? undefined : kept.found;
  if (found !== undefined) run.isAscii &&= found.isAscii;
  return found;
}

interface Kept {
  found: Found | undefined;
}

/** Passes what can be read, and keeps what was found in it. */
function keeping(kept: Kept, read: ReadRows): PassableText {
  return (response) => {
    kept.found = read(response);
    return kept.found === undefined ? undefined : response;
  };
}
