import { rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { newServiceKey } from "@datamesh/kernel/servicetoken";
import { jwtVerify } from "jose";
import { type ForeignSupergraph, startForeignSupergraph } from "../support/foreignSupergraph.ts";
import { datamesh } from "../support/meshProcess.ts";
import { type ServedProcess, startServedProcess } from "../support/servedProcess.ts";

const TIMEOUT = 60_000;
const JOINED = "{ items { name stock } }";
const ITEMS = [
  { name: "item 1", stock: 10 },
  { name: "item 2", stock: 20 },
];

let foreign: ForeignSupergraph;
const running: ServedProcess[] = [];

beforeAll(async () => {
  foreign = await startForeignSupergraph();
}, TIMEOUT);
afterEach(async () => {
  await Promise.all(running.splice(0).map((each) => each.stop("SIGKILL")));
});
afterAll(() => foreign.stop());

const environment = (env: Readonly<Record<string, string>> = {}) => ({
  PORT: "0",
  DATAMESH_DRAIN: "0s",
  DATAMESH_DATA_DIR: join(foreign.directory, "data"),
  ...env,
});

async function serve(args: readonly string[], env: Readonly<Record<string, string>> = {}) {
  const served = await startServedProcess(["serve", "gateway", ...args], environment(env), {
    cwd: foreign.directory,
  });
  running.push(served);
  return served;
}

async function ask(url: string, query: string, headers: Readonly<Record<string, string>> = {}) {
  const response = await fetch(`${url}/graphql`, {
    method: "POST",
    headers: { "content-type": "application/json", ...headers },
    body: JSON.stringify({ query }),
  });
  return { status: response.status, body: (await response.json()) as unknown };
}

const bearer = async (): Promise<Record<string, string>> => {
  const { stdout } = await datamesh(["token", "--as", "analyst"], environment());
  return { authorization: `Bearer ${stdout.trim()}` };
};

describe("a gateway over a supergraph alone, for everybody on this machine", () => {
  it(
    "answers across subgraphs that know nothing of it, without a token, and follows the file",
    async () => {
      const env = { DATAMESH_SUPERGRAPH: foreign.file, NODE_ENV: "production" };
      const { url, stop } = await serve(["--no-auth"], env);
      expect(await ask(url, JOINED)).toEqual({ status: 200, body: { data: { items: ITEMS } } });
      expect(await ask(url, "{ asked }")).toEqual({ status: 200, body: { data: { asked: "nothing" } } });
      await writeFile(foreign.file, foreign.sdl("stock"));
      while ((await ask(url, JOINED)).status === 200) await new Promise((next) => setTimeout(next, 100));
      await writeFile(foreign.file, "no supergraph");
      await writeFile(foreign.file, foreign.sdl());
      while ((await ask(url, JOINED)).status !== 200) await new Promise((next) => setTimeout(next, 100));
      expect(await stop()).toBe(0);
    },
    TIMEOUT,
  );

  it(
    "has what a subgraph says was wrong in the log alone, under the id of the request",
    async () => {
      const { url, output } = await serve(["--no-auth", "--supergraph", foreign.file]);
      const { body } = await ask(url, "{ broken }", { "x-request-id": "broken-1" });
      expect(body).toMatchObject({ errors: [{ path: ["broken"], extensions: { code: "INTERNAL" } }] });
      expect(JSON.stringify(body)).not.toMatch(/no such product|5432/);
      const line = (): string | undefined =>
        `${output.stdout}${output.stderr}`.split("\n").find((each) => each.includes('"errors.items"'));
      while (line() === undefined) await new Promise((next) => setTimeout(next, 50));
      expect(JSON.parse(line() ?? "")).toMatchObject({
        requestId: "broken-1",
        "errors.items": [{ message: "no such product at db:5432" }],
      });
    },
    TIMEOUT,
  );

  it(
    "does not start where others could reach it, nor with rules, and says all that is wrong",
    async () => {
      const args = ["serve", "gateway", "--supergraph", foreign.file, "--no-auth", "--permissions", "x.ts"];
      const { code, stderr } = await datamesh(args, environment({ HOST: "0.0.0.0" }));
      expect(code).toBe(2);
      expect(stderr).toContain('HOST "0.0.0.0" must be 127.0.0.1, ::1 or localhost');
      expect(stderr).toContain("--permissions has no meaning with --no-auth");
    },
    TIMEOUT,
  );

  it(
    "does not start without a supergraph that says where its subgraphs are",
    async () => {
      const path = join(foreign.directory, "none.graphql");
      const serveIt = ["serve", "gateway", "--no-auth", "--supergraph", path];
      expect(await datamesh(serveIt, environment())).toMatchObject({
        code: 2,
        stderr: expect.stringContaining("ENOENT"),
      });
      await writeFile(path, "type Query { a: Int }");
      expect(await datamesh(serveIt, environment())).toMatchObject({
        code: 2,
        stderr: expect.stringContaining("it names no subgraphs"),
      });
    },
    TIMEOUT,
  );
});

describe("a gateway over a supergraph alone that asks who comes", () => {
  const RULES = `export default ({ allow, rule }) => ({
    Query: { items: rule("analyst", { cache: "no_cache" })((_, __, { consumer }) => consumer.roles.includes("analyst")), asked: allow },
    Item: { id: allow, name: allow },
  });`;

  it(
    "lets nobody in without a token or with a revoked one, denies what no rule allows, and signs what it asks",
    async () => {
      const rules = join(foreign.directory, "rules.mjs");
      await writeFile(rules, RULES);
      const key = newServiceKey();
      const revoked = { DATAMESH_REVOCATIONS: join(foreign.directory, "revocations.json") };
      const { url, output } = await serve(["--supergraph", foreign.file, "--permissions", rules], {
        DATAMESH_SERVICE_KEY_ITEMS: Buffer.from(key).toString("base64url"),
        ...revoked,
      });
      expect((await ask(url, "{ items { name } }")).status).toBe(401);
      const token = await bearer();
      expect(await ask(url, "{ items { name } }", token)).toMatchObject({
        body: { data: { items: [{ name: "item 1" }, { name: "item 2" }] } },
      });
      expect(await ask(url, JOINED, token)).toMatchObject({
        body: { errors: [{ extensions: { code: "FORBIDDEN" }, path: ["items", "stock"] }] },
      });
      const { body } = (await ask(url, "{ asked }", token)) as { body: { data: { asked: string } } };
      const [scheme, signed = ""] = body.data.asked.split(" ");
      expect(scheme).toBe("Bearer");
      const { payload } = await jwtVerify(signed, key, {
        audience: "urn:datamesh:subgraph:items",
        subject: "analyst@datamesh.example",
      });
      expect(payload).toMatchObject({ roles: ["analyst"] });

      const analyst = ["--sub", "analyst@datamesh.example", "--by", "ops"];
      const revoke = (...args: readonly string[]) =>
        datamesh(["tokens", "revoke", ...analyst, ...args], environment(revoked));
      await revoke("--reason", "left");
      while ((await ask(url, "{ asked }", token)).status !== 401)
        await new Promise((next) => setTimeout(next, 50));
      const { stdout } = await datamesh(["tokens", "list"], environment(revoked));
      expect(stdout).toMatch(
        /^sub analyst@datamesh.example is revoked for good, by ops at \d{4}-\S+Z: left\n$/,
      );

      await rm(revoked.DATAMESH_REVOCATIONS);
      const told = () => output.stderr.split("revocations cannot be read").length - 1;
      while (told() === 0) await new Promise((next) => setTimeout(next, 50));
      expect((await ask(url, "{ asked }", token)).status).toBe(401);
      const ended = await revoke("--until", "now");
      expect(ended.stdout).toBe("sub analyst@datamesh.example is revoked no longer, by ops\n");
      while ((await ask(url, "{ asked }", token)).status !== 200)
        await new Promise((next) => setTimeout(next, 50));
      expect(told()).toBe(1);
    },
    TIMEOUT,
  );

  it(
    "denies everything when there are no rules",
    async () => {
      const { url, output } = await serve(["--supergraph", foreign.file]);
      expect(await ask(url, "{ items { name } }", await bearer())).toMatchObject({
        body: { errors: [{ extensions: { code: "FORBIDDEN" } }] },
      });
      expect(output.stderr).toContain("there are no rules, so everything is denied");
    },
    TIMEOUT,
  );
});

describe("a gateway of several workers", () => {
  it(
    "goes on when one is killed, starts it again, tells what all have measured, and stops as one",
    async () => {
      const { url, output, stop } = await serve(
        ["--supergraph", foreign.file, "--no-auth", "--workers", "2"],
        {
          DATAMESH_ADMIN_PORT: "0",
          LOG_LEVEL: "info",
        },
      );
      const until = async (fits: () => boolean | Promise<boolean>): Promise<void> => {
        while (!(await fits())) await new Promise((next) => setTimeout(next, 50));
      };
      const lines = () =>
        output.stderr.split("\n").flatMap((line) => {
          return line.startsWith("{") ? [JSON.parse(line) as Readonly<Record<string, unknown>>] : [];
        });
      const served = () => lines().filter(({ msg }) => msg === "a worker serves");
      expect(output.stdout).toContain("gateway of 2 workers serves at");
      // Node hands connections to the workers in turn.
      for (let times = 0; times < 4; times++) {
        expect(await ask(url, JOINED, { connection: "close" })).toMatchObject({ status: 200 });
      }
      const requests = () => lines().filter(({ msg, route }) => msg === "request" && route === "graphql");
      await until(() => requests().length === 4);
      expect(new Set(requests().map(({ worker }) => worker))).toEqual(new Set([1, 2]));
      const admin = String(lines().find(({ msg }) => msg === "metrics are served")?.["url"]);
      const metrics = async () => (await fetch(`${admin}/metrics`)).text();
      const told = await metrics();
      expect(told).toMatch(/process_cpu_seconds_total\{worker="1"\}.*\{worker="2"\}/s);
      const answered = /^datamesh_http_requests_total\{worker="[12]",route="graphql",status="2xx"\} (\d+)$/gm;
      const counts = [...told.matchAll(answered)].map(([, count]) => Number(count));
      expect([counts.length, counts.reduce((sum, each) => sum + each, 0)]).toEqual([2, 4]);
      for (const worker of [1, 2]) {
        const of = `worker="${worker}",subgraph="items"`;
        expect(told).toContain(`datamesh_subgraph_circuit_state{${of},state="closed"} 1`);
        expect(told).toContain(`datamesh_subgraph_circuit_state{${of},state="open"} 0`);
      }

      await until(() => served().length === 2);
      const killed = Number(served()[0]?.["workerPid"]);
      process.kill(killed, "SIGKILL");
      await until(() => lines().some(({ msg }) => msg === "a worker has ended: it is started again"));
      for (let times = 0; times < 4; times++) {
        expect(await ask(url, JOINED, { connection: "close" })).toMatchObject({ status: 200 });
      }
      await until(() => served().length === 3);
      const pids = served().map(({ workerPid }) => Number(workerPid));
      expect(await stop()).toBe(0);
      for (const pid of pids) expect(() => process.kill(pid, 0)).toThrow("ESRCH");
    },
    TIMEOUT,
  );

  it(
    "ends at once with the problems when its settings are wrong",
    async () => {
      const args = ["serve", "gateway", "--supergraph", foreign.file, "--no-auth", "--workers", "2"];
      const { code, stderr } = await datamesh(args, environment({ HOST: "0.0.0.0" }));
      expect(code).toBe(2);
      expect(stderr).toContain('HOST "0.0.0.0" must be 127.0.0.1, ::1 or localhost');
    },
    TIMEOUT,
  );

  it(
    "ends like a single one when it cannot start",
    async () => {
      const args = ["serve", "gateway", "--supergraph", join(foreign.directory, "absent"), "--no-auth"];
      const { code, stderr } = await datamesh([...args, "--workers", "2"], environment());
      expect(code).toBe(2);
      expect(stderr).toContain("ENOENT");
    },
    TIMEOUT,
  );
});
