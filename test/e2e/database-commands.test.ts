import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { mkdir, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { setTimeout as sleep } from "node:timers/promises";
import { gzipSync } from "node:zlib";
import { Client } from "pg";
import { findPostmaster } from "../../cli/database/findPostmaster.ts";
import { derivePassword, findRunningServer, openSecrets } from "../../cli/database/index.ts";
import { datamesh, makeDataDirectory, spawnCommand, startMeshProcess } from "../support/meshProcess.ts";

const TIMEOUT = 180_000;

const scored = (id: string): string =>
  `${JSON.stringify({
    specversion: "1.0",
    id,
    source: "/test",
    type: "CREDIT_SCORED",
    time: "2026-01-01T00:00:00Z",
    data: { customerId: id, score: 700, confidence: 0.5, inferenceId: "i-1", modelVersion: "v1" },
  })}\n`;

describe("commands and the database", () => {
  let directory: Awaited<ReturnType<typeof makeDataDirectory>>;
  let env: Record<string, string>;
  beforeAll(async () => {
    directory = await makeDataDirectory();
    env = { DATAMESH_DATA_DIR: directory.path, DATAMESH_SAMPLE: "off" };
  });
  afterAll(() => directory?.remove());
  const isUp = (): boolean => existsSync(join(directory.path, "postgres", "postmaster.pid"));

  it(
    "the one that started PostgreSQL waits for the other before it stops it",
    async () => {
      const first = startAppend(env);
      await untilConnected(directory.path, "datamesh%");
      const second = startAppend(env);
      await untilConnected(directory.path, "datamesh guest");
      first.end(scored("first"));
      await first.untilSaid("other commands use this database");
      second.end(scored("second"));
      for (const { code, stdout } of await Promise.all([first.ended, second.ended])) {
        expect([code, stdout]).toEqual([0, "1 lines: 1 appended, 0 known already, 0 refused\n"]);
      }
      expect(isUp()).toBe(false);
    },
    TIMEOUT,
  );

  it(
    "what came before a file breaks off is appended and counted",
    async () => {
      const whole = gzipSync(Array.from({ length: 50 }, (_, n) => scored(`cut-${n}`)).join(""));
      const file = join(directory.path, "..", "cut.ndjson.gz");
      await writeFile(file, whole.subarray(0, -9));
      const { code, stdout, stderr } = await datamesh(["append", "credit-oracle", file, "--json"], env);
      const told = JSON.parse(stdout) as { appended: number; problem: string };
      expect([code, told.problem]).toEqual([2, `${file} ends early: its gzip data is not whole`]);
      expect(stderr).toContain("ends early");
      expect(told.appended).toBeGreaterThan(40);
      await writeFile(file, whole);
      const again = await datamesh(["append", "credit-oracle", file, "--json"], env);
      expect(JSON.parse(again.stdout)).toMatchObject({
        duplicates: told.appended,
        appended: 50 - told.appended,
      });
    },
    TIMEOUT,
  );

  it(
    "a mesh that may hold more connections than there are does not start",
    async () => {
      const { code, stderr } = await datamesh(["start"], { ...env, DATAMESH_POOL_READ: "100" });
      expect(code).toBe(2);
      expect(stderr).toMatch(/may hold \d+ connections at once, and the server has 197 to give/);
      expect(isUp()).toBe(false);
    },
    TIMEOUT,
  );

  it(
    "a mesh whose PostgreSQL has died and cannot be started is told from none at all, and goes on when it can",
    async () => {
      expect((await datamesh(["db", "url"], env)).stderr).toContain("no mesh runs on this data directory");
      const mesh = await startMeshProcess(env);
      try {
        const control = join(directory.path, "postgres", "global", "pg_control");
        await rename(control, `${control}.away`);
        process.kill((await findPostmaster(join(directory.path, "postgres")))?.pid ?? 0, "SIGKILL");
        const said = (message: string): number => mesh.output.stderr.split(`"msg":"${message}`).length - 1;
        while (said("PostgreSQL cannot be started") === 0) await sleep(50);
        const told = `process ${mesh.child.pid} has ${directory.path}, but its PostgreSQL does not run`;
        for (const command of [["db", "url"], ["append", "credit-oracle", "-"], ["conformance"]]) {
          const { code, stderr } = await datamesh(command, env);
          expect([code, stderr]).toEqual([3, expect.stringContaining(told)]);
          expect(stderr.includes("waiting for PostgreSQL")).toBe(command[0] === "append");
        }
        await rename(`${control}.away`, control);
        while (said("PostgreSQL runs again") === 0) await sleep(50);
        expect((await datamesh(["append", "credit-oracle", "-"], env, scored("after-death"))).code).toBe(0);
        expect([said("PostgreSQL has died"), said("PostgreSQL cannot be started")]).toEqual([1, 1]);
      } finally {
        await mesh.stop("SIGKILL");
      }
    },
    TIMEOUT,
  );

  it(
    "a database without its secret is refused, and no other secret is made",
    async () => {
      const secrets = join(directory.path, "secrets.json");
      await rename(secrets, `${secrets}.away`);
      const { code, stderr } = await datamesh(["append", "credit-oracle", "-"], env, scored("third"));
      expect([code, stderr]).toEqual([2, expect.stringContaining("secrets.json is missing. Put it back")]);
      expect(existsSync(secrets)).toBe(false);
      await rename(`${secrets}.away`, secrets);
    },
    TIMEOUT,
  );

  it(
    "a data directory that cannot be made is a usage error that says why",
    async () => {
      const file = join(directory.path, "..", "a-file");
      await writeFile(file, "");
      for (const dataDir of [file, join(file, "data")]) {
        for (const command of [["start"], ["append", "credit-oracle", "-"], ["token", "--as", "analyst"]]) {
          const { code, stderr } = await datamesh(command, { ...env, DATAMESH_DATA_DIR: dataDir });
          expect([code, stderr]).toEqual([
            2,
            expect.stringContaining(`${file} cannot be made: a file is in the way`),
          ]);
        }
      }
      await rm(file);
    },
    TIMEOUT,
  );

  it(
    "a database off this machine is not spoken to without TLS, nor is any other problem kept back",
    async () => {
      const { code, stderr } = await datamesh(["start"], {
        ...env,
        DATABASE_URL: "postgres://me:s3cret@db.example/mesh",
        DATAMESH_POOL_READ: "none",
      });
      expect(code).toBe(2);
      expect(stderr).toContain("DATABASE_URL leads to db.example without TLS");
      expect(stderr).toContain("DATAMESH_POOL_READ must be a number");
      expect(stderr).not.toContain("s3cret");
    },
    TIMEOUT,
  );

  it(
    "no database is made by asking about a mesh that never was",
    async () => {
      const nowhere = join(directory.path, "..", "nowhere");
      for (const command of [["verify", "--all"], ["rebuild", "customer-profiles@1"], ["products"]]) {
        const { code, stderr } = await datamesh(command, { DATAMESH_DATA_DIR: nowhere });
        expect([code, stderr]).toEqual([2, expect.stringContaining(`there is no mesh in ${nowhere}`)]);
      }
      expect(existsSync(nowhere)).toBe(false);
    },
    TIMEOUT,
  );

  it(
    "a token where no mesh was started yet comes with a warning, and --version with a version",
    async () => {
      const elsewhere = join(directory.path, "..", "elsewhere");
      await mkdir(elsewhere);
      const { code, stdout, stderr } = await datamesh(["token", "--as", "analyst"], {
        DATAMESH_DATA_DIR: elsewhere,
      });
      expect([code, stdout]).toEqual([0, expect.stringMatching(/^eyJ\S+\n$/)]);
      expect(stderr).toContain(`no mesh was started on ${elsewhere} yet`);
      await rm(join(elsewhere, "development-issuer.json"));
      await writeFile(join(elsewhere, "supergraph.json"), "{}");
      const beside = await datamesh(["token", "--as", "analyst"], { DATAMESH_DATA_DIR: elsewhere });
      expect([beside.code, beside.stderr]).toEqual([0, ""]);
      expect((await datamesh(["--version"], {})).stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
    },
    TIMEOUT,
  );
});

/** An append that goes on until it is given its last line. */
function startAppend(env: Record<string, string>) {
  const child: ChildProcess = spawnCommand(["append", "credit-oracle", "-"], env);
  let said = "";
  child.stderr?.on("data", (chunk: Buffer) => (said += chunk.toString()));
  const stdout = child.stdout === null ? Promise.resolve("") : text(child.stdout);
  const ended = once(child, "close").then(async ([code]) => ({
    code: code as number | null,
    stdout: await stdout,
  }));
  return {
    ended,
    end: (line: string) => void child.stdin?.end(line),
    untilSaid: async (message: string): Promise<void> => {
      while (!said.includes(message)) {
        if (child.exitCode !== null) throw new Error(`append ended with ${child.exitCode}: ${said}`);
        await sleep(20);
      }
    },
  };
}

/** Until a connection of such a name is open to the embedded PostgreSQL of the directory. */
async function untilConnected(dataDir: string, name: string): Promise<void> {
  while (!(await isConnected(dataDir, name).catch(() => false))) await sleep(50);
}

async function isConnected(dataDir: string, name: string): Promise<boolean> {
  if (!existsSync(join(dataDir, "postgres", "postmaster.pid"))) return false;
  const superuserPassword = derivePassword((await openSecrets(dataDir)).databaseSecret, "postgres");
  const url = await findRunningServer({ directory: join(dataDir, "postgres"), superuserPassword });
  if (url === undefined) return false;
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    const { rowCount } = await client.query("select 1 from pg_stat_activity where application_name like $1", [
      name,
    ]);
    return (rowCount ?? 0) > 0;
  } finally {
    await client.end();
  }
}
