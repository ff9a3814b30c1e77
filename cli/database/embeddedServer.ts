import { dirname } from "node:path";
import { checkDirectory, resolveDirectory, shellSafe } from "./checkDirectory.ts";
import { requireConnection, superuserUrl } from "./connect.ts";
import { freePort } from "./freePort.ts";
import { initialise } from "./initialise.ts";
import { platformBinaries } from "./platformBinaries.ts";
import { keepRunning, type KeptServer, type Outages } from "./keepRunning.ts";
import { requireReachable } from "./reachable.ts";
import { serverLog } from "./serverLog.ts";
import { SERVER_SETTINGS, type ServerSettings } from "./serverSettings.ts";
import { serverUser } from "./serverUser.ts";
import { startPostmaster, type Start } from "./startPostmaster.ts";
import { stopPostmaster } from "./stopPostmaster.ts";

export type EmbeddedServerOptions = {
  /** The data directory, for example `.datamesh/postgres`; made when absent. Its log is `<directory>.log`. */
  readonly directory: string;
  readonly superuserPassword: string;
  readonly log?: (message: string) => void;
  /** PostgreSQL settings that differ from SERVER_SETTINGS. They do not reach a server that is adopted. */
  readonly postgresFlags?: ServerSettings;
  /** A port of 127.0.0.1; asked again when another process has taken it. A free one by default. */
  readonly choosePort?: () => Promise<number>;
  /** Given, the server is started again when it dies, until `stop()`; they are told. */
  readonly outages?: Outages;
};

export type EmbeddedServer = {
  /** Connects as the superuser to the database `postgres`. */
  readonly url: string;
  /** Whether the server was found running, left by an earlier process that did not stop it. */
  readonly adopted: boolean;
  /** Stops the server and resolves when it is gone. May be called again. */
  stop(): Promise<void>;
};

/**
 * PostgreSQL 18 in a process of its own, which outlives us unless `stop()` is called, on a free port of
 * 127.0.0.1. The caller holds the lock of the data directory (`lockDataDirectory`). Fails with BAD_USER_INPUT
 * for what the user can set right (platform, directory, secret), UNAVAILABLE when PostgreSQL does not start.
 */
export async function startEmbeddedServer(options: EmbeddedServerOptions): Promise<EmbeddedServer> {
  const { superuserPassword, log = () => undefined } = options;
  const start = await prepare(options, log);
  const { postmaster, adopted } = await startPostmaster(start);
  let kept: KeptServer | undefined;
  const stop = async (): Promise<void> => {
    await kept?.leave();
    await stopPostmaster({ ...start, pid: kept?.pid() ?? postmaster.pid });
  };
  const url = superuserUrl(postmaster.port, superuserPassword);
  try {
    await requireConnection(url, start.directory);
  } catch (error) {
    if (!adopted) await stop();
    throw error;
  }
  if (options.outages !== undefined) kept = keepRunning(start, postmaster, options.outages);
  log(`PostgreSQL ${adopted ? "found running" : "started"} on port ${postmaster.port}`);
  return { url, adopted, stop };
}

async function prepare(options: EmbeddedServerOptions, log: (message: string) => void): Promise<Start> {
  const { superuserPassword, postgresFlags = {}, choosePort = freePort } = options;
  const [binaries, user] = await Promise.all([platformBinaries(), serverUser()]);
  const directory = await resolveDirectory(options.directory);
  await requireReachable(dirname(directory), user);
  await requireReachable(dirname(shellSafe(binaries.postgres)), user);
  if ((await checkDirectory(directory, user)) === "absent") {
    log(`making the database directory ${directory}`);
    await initialise({ directory, binaries, user, superuserPassword });
  }
  const settings = { ...SERVER_SETTINGS, ...postgresFlags };
  const writtenLog = await serverLog(directory, user, superuserPassword);
  return { directory, binaries, user, settings, choosePort, log: writtenLog };
}
