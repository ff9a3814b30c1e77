import { type ChildProcess, spawn } from "node:child_process";
import { dutyUrl, type MeshDatabase } from "@datamesh/kernel/postgres";

/** A process that folds five events at a time and writes a line for each commit, `done` after the last. */
export function spawnProjector(mesh: MeshDatabase): ChildProcess {
  const script = `
    import { openDatabase, postgresEventLog } from "@datamesh/kernel/postgres";
    import { openCatalogStore } from "./catalog/index.ts";
    import { foldBatch } from "./catalog/projection/foldBatch.ts";
    const url = process.argv[1];
    const log = postgresEventLog("catalog", { read: openDatabase(url) });
    const store = await openCatalogStore(url);
    for (;;) {
      const { folded } = await foldBatch({ log, store }, 5);
      if (folded === 0) break;
      process.stdout.write("committed\\n");
    }
    process.stdout.write("done\\n");
    process.exit(0);`;
  const url = dutyUrl(mesh, "catalog", "project");
  const options = ["--import", "tsx", "--input-type=module", "--eval", script, "--", url];
  return spawn(process.execPath, options, { stdio: ["ignore", "pipe", "inherit"] });
}

/**
 * Kills the process some time after so many commits, and so at another place of its work each time. Answers whether
 * it had done all there was to do before.
 */
export async function killedAfter(
  child: ChildProcess,
  { commits, milliseconds }: { readonly commits: number; readonly milliseconds: number },
): Promise<boolean> {
  let output = "";
  for await (const chunk of child.stdout ?? []) {
    const before = output.split("committed").length;
    output += String(chunk);
    const reached = before <= commits && output.split("committed").length > commits;
    if (reached) setTimeout(() => child.kill("SIGKILL"), milliseconds);
  }
  return output.includes("done");
}
