import { Command } from "commander";
import { MeshError, type RemoteContext } from "@datamesh/kernel";
import { configWarnings, readGatewayConfig } from "../../gateway/config.ts";
import { requireFree } from "../../gateway/http/index.ts";
import { allProblems } from "../allProblems.ts";
import { type CliConfig, readCliConfig } from "../config.ts";
import { loadMesh } from "../contexts.ts";
import { lockDataDirectory } from "../database/index.ts";
import { examplesFor } from "../examples.ts";
import { EXIT } from "../exitCode.ts";
import { createLog } from "../log.ts";
import { readRemoteSettings } from "../mesh/remoteContexts.ts";
import { startMesh } from "../mesh/startMesh.ts";
import { stopRequested } from "../stopSignals.ts";
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
  DATAMESH_DATABASE_TLS
                       off: let DATABASE_URL lead off this machine without TLS
  DATAMESH_POOL_READ, DATAMESH_POOL_PROJECT, DATAMESH_POOL_APPEND
                       connections of each context for each duty (6, 4, 2)
  DATAMESH_SEALS       the seals of the logs, outside the database (seals in the data directory)
  DATAMESH_ROLE_PREFIX first part of the names of database roles (datamesh)
  DATAMESH_SAMPLE      off: begin without the made-up sample history
  LOG_LEVEL            trace, debug, info, warn, error, fatal or silent (info)
  NODE_ENV             production: no development tokens, no pages of other origins unless listed
  DATAMESH_ISSUERS, DATAMESH_OIDC_CLIENT_ID
                       whose tokens are accepted, and how people sign in: see docs/identity.md
  DATAMESH_CORS_ORIGINS, DATAMESH_ISSUER, DATAMESH_AUDIENCE, DATAMESH_JWKS_URL, DATAMESH_DEV_ISSUER
                       see docs/operate.md`;

async function start(): Promise<void> {
  const startedAt = performance.now();
  const { local, remotes, directory } = await loadMesh();
  const examples = examplesFor(local);
  const { config, gateway, remote } = readConfiguration(remotes);
  // The query planner reads this variable too, and does not start with names of levels it does not know.
  delete process.env["LOG_LEVEL"];
  const lock = await lockDataDirectory(config.dataDir);
  if (!lock.ok) throw alreadyRunning(config, lock.holder);
  const asked = stopRequested({ process, say, end: () => process.exit(EXIT.failed) });
  try {
    await requireFree(gateway);
    const log = createLog(config.logLevel);
    for (const warning of configWarnings(gateway)) log.warn(warning);
    const mesh = await startMesh({
      config,
      gateway,
      contexts: local,
      remote,
      root: directory,
      examples,
      log,
      say,
    });
    try {
      const ready = mesh.caughtUp().then(() => true);
      ready.catch(() => undefined); // once asked to stop, nobody waits for it any more
      if (await Promise.race([ready, asked.then(() => false)])) {
        process.stdout.write(await welcome(mesh, examples, (performance.now() - startedAt) / 1000));
        await asked;
      }
    } finally {
      await mesh.stop();
    }
  } finally {
    await lock.release();
  }
}

const say = (message: string): void => void process.stderr.write(`datamesh: ${message}\n`);

/** Reads all configurations, so that the problems of all are told at once. */
function readConfiguration(remotes: readonly RemoteContext[]) {
  const problems = allProblems();
  const config = problems.attempt(() => readCliConfig(process.env));
  const gateway = problems.attempt(() => readGatewayConfig(process.env));
  const remote = problems.attempt(() => readRemoteSettings(remotes, process.env));
  problems.end();
  if (config === undefined || gateway === undefined)
    throw new TypeError("settings were read without a problem");
  return { config, gateway, remote };
}

function alreadyRunning(config: CliConfig, holder: number | undefined): MeshError {
  const who = holder === undefined ? "another process" : `process ${holder}`;
  return new MeshError(
    "UNAVAILABLE",
    `${who} already runs a mesh on ${config.dataDir}. Use that one, stop it, or set DATAMESH_DATA_DIR (and PORT).`,
  );
}
