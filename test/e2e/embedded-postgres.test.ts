import { chmod, mkdir, readFile, readdir, stat, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { join } from "node:path";
import { MeshError } from "@datamesh/kernel";
import { Client, type QueryResultRow } from "pg";
import { findPostmaster, isPostmasterOf } from "../../cli/database/findPostmaster.ts";
import { freePort } from "../../cli/database/freePort.ts";
import {
  findRunningServer,
  startEmbeddedServer,
  type EmbeddedServerOptions,
} from "../../cli/database/index.ts";
import { postmasterFile, readPostmaster } from "../../cli/database/postmasterFile.ts";
import { runProgram } from "../../cli/database/runProgram.ts";
import { startScript } from "./embedded-postgres/script.ts";
import { temporaryHome, type TemporaryHome } from "./embedded-postgres/temporaryHome.ts";

const superuserPassword = "a secret / with + signs";
let home: TemporaryHome;

beforeEach(async () => {
  home = await temporaryHome();
});
afterEach(() => home.remove());

const start = (options: Partial<EmbeddedServerOptions> = {}) =>
  startEmbeddedServer({ directory: home.postgres, superuserPassword, ...options });

async function query(connectionString: string, statement: string): Promise<QueryResultRow[]> {
  const client = new Client({ connectionString });
  client.on("error", () => undefined); // of a server that is killed
  await client.connect();
  try {
    return (await client.query<QueryResultRow>(statement)).rows;
  } finally {
    await client.end();
  }
}

async function postmasterPid(): Promise<number> {
  const postmaster = await findPostmaster(home.postgres);
  if (!postmaster) throw new Error("no server runs");
  return postmaster.pid;
}

async function errorOf(promise: Promise<unknown>): Promise<MeshError> {
  const error: unknown = await promise.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (error instanceof MeshError) return error;
  throw new Error("not refused", { cause: error });
}

async function processGroup(pid: number): Promise<string> {
  return (await runProgram("ps", ["-o", "pgid=", "-p", String(pid)])).output.trim();
}

/** A server by a process of its own, as the `datamesh` command would. */
async function startElsewhere() {
  const script = startScript("serverScript.ts", home.postgres, superuserPassword);
  return { script, url: await script.next() };
}

test("what is written before a stop is there after a restart", async () => {
  const first = await start();
  await query(first.url, "create table notes as select 'kept' as note");
  const pid = await postmasterPid();
  await first.stop();
  await first.stop();
  expect(await isPostmasterOf(pid, home.postgres)).toBe(false);
  await expect(query(first.url, "select 1")).rejects.toMatchObject({ code: "ECONNREFUSED" });

  const second = await start();
  expect([first.adopted, second.adopted]).toEqual([false, false]);
  expect(await query(second.url, "select note from notes")).toEqual([{ note: "kept" }]);
  await second.stop();
});

test("a new server is durable, compares text by its bytes and is reachable from this machine only", async () => {
  const { url } = await start();
  const names = [
    "fsync",
    "data_checksums",
    "server_encoding",
    "lc_messages",
    "timezone",
    "password_encryption",
  ];
  const addresses = ["listen_addresses", "unix_socket_directories"];
  const columns = [...names, ...addresses].map((name) => `current_setting('${name}') as ${name}`);
  const byBytes = `('Z' < 'a') as by_bytes, (select datcollate from pg_database where datname = 'postgres')`;
  expect(await query(url, `select ${columns.join(", ")}, ${byBytes}`)).toEqual([
    {
      fsync: "on",
      data_checksums: "on",
      server_encoding: "UTF8",
      lc_messages: "C",
      timezone: "UTC",
      password_encryption: "scram-sha-256",
      listen_addresses: "127.0.0.1",
      unix_socket_directories: "",
      by_bytes: true,
      datcollate: "C",
    },
  ]);
  expect((await stat(home.postgres)).mode & 0o777).toBe(0o700);
  expect((await stat(`${home.postgres}.log`)).mode & 0o777).toBe(0o600);
  expect(await readdir(home.path)).toEqual(["postgres", "postgres.log"]);
});

test("a server whose Node process was killed is adopted, and stopped like any other", async () => {
  const { script, url } = await startElsewhere();
  await query(url, "create table notes as select 'kept' as note");
  const pid = await postmasterPid();
  await script.kill("SIGKILL");
  expect(await findRunningServer({ directory: home.postgres, superuserPassword })).toBe(url);

  const next = await start();
  expect(next).toMatchObject({ adopted: true, url });
  expect(await postmasterPid()).toBe(pid);
  expect(await query(next.url, "select note from notes")).toEqual([{ note: "kept" }]);
  await next.stop();
  expect(await isPostmasterOf(pid, home.postgres)).toBe(false);
  expect(await findRunningServer({ directory: home.postgres, superuserPassword })).toBeUndefined();
});

test("a killed server recovers at the next start with all that was committed", async () => {
  const first = await start();
  await query(first.url, "create table notes as select 'kept' as note");
  const busy = query(first.url, "do $$ begin for i in 1..100000000 loop end loop; end $$").catch(
    () => "cut off",
  );
  const active = "select from pg_stat_activity where query like 'do %' and state = 'active'";
  while ((await query(first.url, active)).length === 0);
  process.kill(await postmasterPid(), "SIGKILL"); // the busy backend outlives it for a while, and blocks a start

  const second = await start();
  expect(second.adopted).toBe(false);
  expect(await query(second.url, "select note from notes")).toEqual([{ note: "kept" }]);
  await busy;
});

test.each([
  ["names another live process", (content: string) => content.replace(/^\d+/, String(process.pid))],
  ["is empty", () => ""],
])("a left postmaster.pid that %s does not hinder a start", async (_, corrupt) => {
  const first = await start();
  const content = await readFile(postmasterFile(home.postgres), "utf8");
  await first.stop();
  await writeFile(postmasterFile(home.postgres), corrupt(content));
  expect(await findRunningServer({ directory: home.postgres, superuserPassword })).toBeUndefined();
  const second = await start();
  expect(second.adopted).toBe(false);
  await second.stop();
});

test("stop() leaves a server alone that has taken the place of its own", async () => {
  const first = await start();
  await first.stop();
  const second = await start();
  await first.stop();
  expect(await query(second.url, "select 1 as one")).toEqual([{ one: 1 }]);
});

test("two starts at once end on one server", async () => {
  await (await start()).stop();
  const both = await Promise.all([start(), start()]);
  expect(new Set(both.map(({ url }) => url)).size).toBe(1);
  expect(both.filter(({ adopted }) => adopted)).toHaveLength(1);
});

test("a start killed while it makes the database leaves nothing that the next start could take for one", async () => {
  const script = startScript("serverScript.ts", home.postgres, superuserPassword);
  while (
    !(await readdir(home.path, { recursive: true })).some((path) => path.endsWith("cluster/PG_VERSION"))
  );
  await script.kill("SIGKILL");
  expect(await readdir(home.path)).not.toContain("postgres");
  const { url } = await start();
  expect(await query(url, "select 1 as one")).toEqual([{ one: 1 }]);
});

test("of half-made directories only those we made are wiped", async () => {
  const ours = join(home.path, "postgres.new-abc123");
  const theirs = join(home.path, "postgres.new-design");
  await mkdir(join(ours, "cluster/base"), { recursive: true });
  await writeFile(join(ours, "made-by-datamesh"), "");
  await mkdir(theirs);
  await writeFile(join(theirs, "plan.txt"), "dear to someone");
  await start();
  expect(await readdir(home.path)).toEqual(["postgres", "postgres.log", "postgres.new-design"]);
  expect(await readdir(theirs)).toEqual(["plan.txt"]);
});

test("a directory with something else in it is refused and left as it is", async () => {
  await mkdir(home.postgres);
  await writeFile(join(home.postgres, "photo.jpg"), "");
  await expect(start()).rejects.toMatchObject({
    code: "BAD_USER_INPUT",
    details: { directory: home.postgres },
  });
  expect(await readdir(home.postgres)).toEqual(["photo.jpg"]);
});

test("another secret than the database's is refused, and no server is left running", async () => {
  await (await start()).stop();
  const error = await errorOf(start({ superuserPassword: "another" }));
  expect(error.code).toBe("BAD_USER_INPUT");
  expect(error.message).toContain("secrets.json");
  expect(await readPostmaster(home.postgres)).toBeUndefined();
});

test("a start that fails tells the last words of the server's log", async () => {
  const error = await errorOf(start({ postgresFlags: { shared_buffers: "plenty" } }));
  expect(error.code).toBe("UNAVAILABLE");
  expect(error.details["log"]).toEqual([
    expect.stringContaining('invalid value for parameter "shared_buffers"'),
  ]);
});

test("a port that another process takes first is given up for another", async () => {
  const taken = await freePort();
  const rival = createServer();
  await new Promise<void>((listening) => {
    rival.unref().listen(taken, "127.0.0.1", listening);
  });
  const free = await freePort();
  const ports = [taken, free];
  const { url } = await start({ choosePort: async () => ports.shift() ?? freePort() });
  rival.close();
  expect(Number(new URL(url).port)).toBe(free);
  expect(ports).toEqual([]);
});

test("Ctrl-C in the terminal does not reach the server while work is under way", async () => {
  const { script, url } = await startElsewhere();
  const pid = await postmasterPid();
  expect(await processGroup(pid)).not.toBe(await processGroup(script.pid));

  script.tell("work");
  expect(await script.next()).toBe("working");
  script.signalGroup("SIGINT");
  expect(await script.next()).toBe("interrupted");
  expect(await script.next()).toBe("drained");
  expect(await query(url, "select 1 as one")).toEqual([{ one: 1 }]);
  expect(await readFile(`${home.postgres}.log`, "utf8")).not.toContain("shutdown request");
  await script.kill("SIGKILL");
});

const describeAsRoot = process.getuid?.() === 0 ? describe : describe.skip;

describeAsRoot("as root", () => {
  test("a place that the server's user cannot enter is named before anything is made", async () => {
    const closed = join(home.path, "closed");
    await mkdir(closed);
    await chmod(closed, 0o700);
    const error = await errorOf(start({ directory: join(closed, "postgres") }));
    expect(error).toMatchObject({ code: "BAD_USER_INPUT", details: { closed } });
    expect(await readdir(closed)).toEqual([]);
  });
});
