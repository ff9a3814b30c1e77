import { randomBytes } from "node:crypto";
import { Client } from "pg";
import { findPostmaster } from "../../cli/database/findPostmaster.ts";
import { freePort } from "../../cli/database/freePort.ts";
import { type EmbeddedServerOptions, errorCode, startEmbeddedServer } from "../../cli/database/index.ts";
import { platformBinaries } from "../../cli/database/platformBinaries.ts";
import { runProgram } from "../../cli/database/runProgram.ts";
import { serverUser } from "../../cli/database/serverUser.ts";
import { temporaryHome, type TemporaryHome } from "../e2e/embedded-postgres/temporaryHome.ts";

/** A PostgreSQL server that one test may stop, start and freeze as it likes; always on the same port. */
export interface OwnServer {
  /** Connects as the superuser to an empty database. */
  readonly url: string;
  start(): Promise<void>;
  /** As if it were killed: no checkpoint, every connection cut. */
  crash(): Promise<void>;
  /** Stops every process of it where it stands, or lets them go on. */
  freeze(): Promise<void>;
  thaw(): Promise<void>;
  /** A connection of the superuser, to be ended by whoever asked. */
  connect(): Promise<Client>;
  remove(): Promise<void>;
}

/** Where a server lies, and what it does otherwise than the embedded one. */
export interface OwnServerOptions extends Pick<EmbeddedServerOptions, "postgresFlags" | "outages"> {
  /** A temporary place unless given. */
  readonly home?: TemporaryHome;
}

/** Makes one, started. */
export async function startOwnServer(options: OwnServerOptions = {}): Promise<OwnServer> {
  const { home: place, ...others } = options;
  const home = place ?? (await temporaryHome());
  const port = await freePort();
  const superuserPassword = randomBytes(16).toString("hex");
  const start = async (): Promise<string> => {
    const choosePort = async (): Promise<number> => port;
    const embedded = { directory: home.postgres, superuserPassword, choosePort, ...others };
    const server = await startEmbeddedServer(embedded);
    stop = () => server.stop();
    return server.url;
  };
  let stop = async (): Promise<void> => undefined;
  const url = await start();
  const signal = async (name: NodeJS.Signals): Promise<void> => {
    for (const pid of await processes(home.postgres)) sendSignal(pid, name);
  };
  const connect = async (): Promise<Client> => {
    const client = new Client({ connectionString: url });
    client.on("error", () => undefined); // of a server that goes away
    await client.connect();
    return client;
  };
  return {
    url,
    start: async () => void (await start()),
    crash: () => crash(home.postgres),
    freeze: () => signal("SIGSTOP"),
    thaw: () => signal("SIGCONT"),
    connect,
    remove: async () => {
      await signal("SIGCONT");
      if (others.outages !== undefined) await stop(); // or it would be started again
      await home.remove();
    },
  };
}

async function crash(directory: string): Promise<void> {
  const [{ pg_ctl }, user] = await Promise.all([platformBinaries(), serverUser()]);
  await runProgram(pg_ctl, ["stop", "-D", directory, "-m", "immediate", "-w", "-s"], user);
}

/** A backend may have ended by itself meanwhile. */
function sendSignal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch (error) {
    if (errorCode(error) !== "ESRCH") throw error;
  }
}

/** The server and its children; none when it does not run. */
async function processes(directory: string): Promise<readonly number[]> {
  const postmaster = await findPostmaster(directory);
  if (postmaster === undefined) return [];
  const { output } = await runProgram("ps", ["-e", "-o", "pid=,ppid="]);
  const children = output
    .split("\n")
    .map((line) => line.trim().split(/\s+/).map(Number))
    .filter(([, parent]) => parent === postmaster.pid);
  return [postmaster.pid, ...children.map(([pid = 0]) => pid)];
}
