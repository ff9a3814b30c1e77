import { MeshError } from "@datamesh/kernel";
import { migrateMesh, postgresEventLog } from "@datamesh/kernel/postgres";
import { allContexts } from "../contexts.ts";
import { readCliConfig } from "../config.ts";
import { EXIT } from "../exitCode.ts";
import { openConnections } from "../mesh/connections.ts";
import { withMeshDatabase } from "../mesh/withMeshDatabase.ts";
import { appendLines, type AppendSummary } from "./appendLines.ts";
import type { EventReader } from "./eventReader.ts";
import { readLines } from "./readLines.ts";

interface AppendFile {
  readonly context: string;
  readonly file: string;
  readonly read: EventReader;
  readonly json: boolean;
}

const SHOWN_REFUSALS = 20;

/** Appends a file to a context's log and tells what became of it; sets exit code 1 when a line was refused. */
export async function appendFile({ context: name, file, read, json }: AppendFile): Promise<void> {
  const context = allContexts.find((each) => each.name === name);
  if (context === undefined || context.products.length === 0) {
    const known = allContexts.filter((each) => each.products.length > 0).map((each) => each.name);
    throw new MeshError("BAD_USER_INPUT", `there is no context "${name}"; there is ${known.join(", ")}`);
  }
  const refusals: { line: number; reason: string }[] = [];
  const summary = await withMeshDatabase(readCliConfig(process.env), async ({ mesh }) => {
    await migrateMesh(mesh, allContexts);
    const connections = openConnections(mesh);
    const log = postgresEventLog(name, { append: connections.as(name, "append") });
    try {
      return await appendLines(readLines(file, process.stdin), read, context.events, log, {
        onRefused: (line, reason) => {
          refusals.push({ line, reason });
          if (!json && refusals.length <= SHOWN_REFUSALS) process.stderr.write(`line ${line}: ${reason}\n`);
        },
        onProgress: progress(),
      });
    } finally {
      await connections.end();
    }
  });
  tell(summary, refusals, json);
  process.exitCode = refusals.length > 0 ? EXIT.found : EXIT.ok;
}

/** Tells how far it is every second, after the first two. */
function progress(): (summary: AppendSummary) => void {
  let next = Date.now() + 2_000;
  return ({ lines }) => {
    if (Date.now() < next) return;
    next = Date.now() + 1_000;
    process.stderr.write(`${lines} lines read\n`);
  };
}

function tell(summary: AppendSummary, refusals: readonly object[], json: boolean): void {
  if (json) {
    process.stdout.write(`${JSON.stringify({ ...summary, refusals }, null, 2)}\n`);
    return;
  }
  if (refusals.length > SHOWN_REFUSALS) {
    process.stderr.write(`... and ${refusals.length - SHOWN_REFUSALS} more; --json lists all of them\n`);
  }
  const { lines, appended, duplicates, refused } = summary;
  process.stdout.write(
    `${lines} lines: ${appended} appended, ${duplicates} known already, ${refused} refused\n`,
  );
}
