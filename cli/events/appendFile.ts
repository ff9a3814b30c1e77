import { MeshError } from "@datamesh/kernel";
import { type DutyOptions, migrateMesh, postgresEventLog, requireDuties } from "@datamesh/kernel/postgres";
import { type LoadedMesh, loadMesh, localContext } from "../contexts.ts";
import { readCliConfig } from "../config.ts";
import { EXIT } from "../exitCode.ts";
import { openConnections } from "../mesh/connections.ts";
import { type Logins, loginsFrom, loginsOf } from "../mesh/logins.ts";
import { databaseFailure } from "../mesh/databaseFailure.ts";
import { withMeshDatabase } from "../mesh/withMeshDatabase.ts";
import { appendLines, type AppendOptions, type AppendOutcome, type AppendSummary } from "./appendLines.ts";
import type { EventReader } from "./eventReader.ts";
import { readLines } from "./readLines.ts";

interface AppendFile {
  readonly context: string;
  readonly file: string;
  readonly read: EventReader;
  readonly json: boolean;
}

const SHOWN_REFUSALS = 20;

/**
 * Appends a file to a context's log and tells what became of it; sets exit code 1 when a line was refused. A file that
 * breaks off fails with BAD_USER_INPUT, after what was appended is told.
 */
export async function appendFile({ context, file, read, json }: AppendFile): Promise<void> {
  const mesh = await loadMesh();
  localContext(mesh, context);
  const refusals: { line: number; reason: string }[] = [];
  const { summary, failure } = await append(mesh, { context, file, read, json }, (line, reason) => {
    refusals.push({ line, reason });
    if (!json && refusals.length <= SHOWN_REFUSALS) process.stderr.write(`line ${line}: ${reason}\n`);
  });
  const ended = failure === undefined ? undefined : databaseFailure(failure);
  tell(summary, refusals, ended, json);
  if (ended !== undefined) throw ended;
  process.exitCode = refusals.length > 0 ? EXIT.found : EXIT.ok;
}

function append(
  loaded: LoadedMesh,
  { context: name, file, read }: AppendFile,
  onRefused: AppendOptions["onRefused"],
): Promise<AppendOutcome> {
  const { events } = localContext(loaded, name);
  const config = readCliConfig(process.env);
  const append = async (logins: Logins, duties?: DutyOptions): Promise<AppendOutcome> => {
    const connections = openConnections(logins, config.pools);
    try {
      await requireDuties([{ context: name, duty: "append" }], connections.as, duties);
      const log = postgresEventLog(name, { append: connections.as(name, "append") });
      const options = { onRefused, onProgress: progress() };
      return await appendLines(readLines(file, process.stdin), read, events, log, options);
    } finally {
      await connections.end();
    }
  };
  const own = loginsFrom(config);
  if (own.has(name, "append")) return append(own);
  return withMeshDatabase(config, async ({ mesh }) => {
    // The embedded database may never have been started; one of one's own is migrated by those who answer for it.
    if (config.databaseUrl !== undefined) return append(loginsOf(config, mesh));
    await migrateMesh(mesh, loaded.all);
    return append(loginsOf(config, mesh), { letIn: () => migrateMesh(mesh, loaded.all, { always: true }) });
  });
}

/** Tells how far it is every second, after the first two. */
function progress(): (summary: AppendSummary) => void {
  let next = performance.now() + 2_000;
  return ({ lines }) => {
    if (performance.now() < next) return;
    next = performance.now() + 1_000;
    process.stderr.write(`${lines} lines read\n`);
  };
}

function tell(summary: AppendSummary, refusals: readonly object[], ended: unknown, json: boolean): void {
  if (json) {
    const problem = ended instanceof MeshError ? { problem: ended.message } : {};
    process.stdout.write(`${JSON.stringify({ ...summary, refusals, ...problem }, null, 2)}\n`);
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
