import { Command } from "commander";
import { MeshError } from "@datamesh/kernel";
import { pino } from "pino";
import { readGatewayConfig } from "../../gateway/config.ts";
import { CONTEXTS } from "../../subgraphs/index.ts";
import { type CliConfig, readCliConfig } from "../config.ts";
import { lockDataDirectory } from "../database/index.ts";
import { EXAMPLES } from "../examples.ts";
import { startMesh } from "../mesh/startMesh.ts";
import { welcome } from "../welcome.ts";

/** `datamesh start`: everything on this machine, until Ctrl-C or SIGTERM. */
export function startCommand(): Command {
  return new Command("start")
    .description("run the whole mesh on this machine, database included, until Ctrl-C or SIGTERM")
    .addHelpText("after", ENVIRONMENT)
    .action(start);
}

const ENVIRONMENT = `
Environment:
  PORT, HOST           where the gateway listens (4000, 127.0.0.1)
  DATAMESH_DATA_DIR    database, keys and secrets (.datamesh)
  DATABASE_URL         a PostgreSQL 18 of your own instead of the embedded one
  DATAMESH_SAMPLE      off: begin without the made-up sample history
  DATAMESH_CORS_ORIGINS, DATAMESH_ISSUER, DATAMESH_AUDIENCE, DATAMESH_JWKS_URL, DATAMESH_DEV_ISSUER
                       see docs/operate.md`;

async function start(): Promise<void> {
  const startedAt = performance.now();
  const { config, gateway } = readConfiguration();
  // The query planner reads this variable too, and does not start with names of levels it does not know.
  delete process.env["LOG_LEVEL"];
  const lock = await lockDataDirectory(config.dataDir);
  if (!lock.ok) throw alreadyRunning(config, lock.holder);
  const stopRequested = nextSignal(["SIGINT", "SIGTERM"]);
  try {
    const mesh = await startMesh({
      config,
      gateway,
      contexts: CONTEXTS,
      examples: EXAMPLES,
      log: pino({ level: config.logLevel }, pino.destination(2)),
      say: (progress) => process.stderr.write(`datamesh: ${progress}\n`),
    });
    try {
      const ready = mesh.caughtUp().then(() => true);
      if (await Promise.race([ready, stopRequested])) {
        process.stdout.write(await welcome(mesh, EXAMPLES, (performance.now() - startedAt) / 1000));
        await stopRequested;
      }
      process.stderr.write("datamesh: stopping\n");
    } finally {
      await mesh.stop();
    }
  } finally {
    await lock.release();
  }
}

/** Reads both configurations, so that the problems of both are told at once. */
function readConfiguration() {
  const problems: string[] = [];
  const attempt = <T>(read: () => T): T | undefined => {
    try {
      return read();
    } catch (error) {
      if (!(error instanceof MeshError)) throw error;
      problems.push(error.message);
      return undefined;
    }
  };
  const config = attempt(() => readCliConfig(process.env));
  const gateway = attempt(() => readGatewayConfig(process.env));
  if (config === undefined || gateway === undefined)
    throw new MeshError("BAD_USER_INPUT", problems.join("\n"));
  return { config, gateway };
}

function alreadyRunning(config: CliConfig, holder: number | undefined): MeshError {
  const who = holder === undefined ? "another process" : `process ${holder}`;
  return new MeshError(
    "UNAVAILABLE",
    `${who} already runs a mesh on ${config.dataDir}. Use that one, stop it, or set DATAMESH_DATA_DIR (and PORT).`,
  );
}

/** Resolves with false at the first of the signals. */
function nextSignal(signals: readonly NodeJS.Signals[]): Promise<false> {
  return new Promise((resolve) => {
    for (const signal of signals) process.once(signal, () => resolve(false));
  });
}
