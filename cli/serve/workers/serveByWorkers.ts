import { startAdminServer } from "../../../gateway/admin/index.ts";
import type { CliConfig } from "../../config.ts";
import { EXIT } from "../../exitCode.ts";
import { createLog } from "../../log.ts";
import { stopRequested } from "../../stopSignals.ts";
import { metricsAsker } from "./askMetrics.ts";
import { startWorkers, WorkersFailed } from "./workerPool.ts";

/**
 * Runs what the command line says in so many workers, which share the port, until Ctrl-C or SIGTERM. This process itself
 * serves nothing but what operators ask, starts workers again that end, and passes on the word to stop.
 */
export async function serveByWorkers(
  count: number,
  { logLevel, admin }: Pick<CliConfig, "logLevel" | "admin">,
): Promise<void> {
  const log = createLog(logLevel).child({ process: "gateway" });
  const pool = startWorkers(count, log);
  const asked = stopRequested({
    process,
    say: (message) => process.stderr.write(`datamesh: ${message}\n`),
    end: () => {
      pool.kill();
      process.exit(EXIT.failed);
    },
  });
  const operators =
    admin && (await startAdminServer({ ...admin, log, metrics: metricsAsker(() => pool.alive()) }));
  if (operators !== undefined) log.info({ url: operators.url }, "metrics are served");
  try {
    const url = await Promise.race([pool.served, asked]);
    if (url !== undefined) process.stdout.write(`datamesh: gateway of ${count} workers serves at ${url}\n`);
    await asked;
  } catch (error) {
    // The worker has said what is wrong.
    if (!(error instanceof WorkersFailed)) throw error;
    process.exitCode = error.exitCode;
  } finally {
    await pool.stop();
    await operators?.stop();
  }
}
