import { existsSync } from "node:fs";
import { createServer } from "node:http";
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { datamesh, makeDataDirectory, type MeshProcess, startMeshProcess } from "../support/meshProcess.ts";

const COUNT = "{ customerCreditScoresV2 { totalCount } }";
const TIMEOUT = 90_000;

describe("datamesh start", () => {
  let directory: Awaited<ReturnType<typeof makeDataDirectory>>;
  let env: Record<string, string>;
  let mesh: MeshProcess | undefined;
  beforeEach(async () => {
    directory = await makeDataDirectory();
    env = { DATAMESH_DATA_DIR: directory.path };
  });
  afterEach(async () => {
    await mesh?.stop("SIGKILL");
    mesh = undefined;
    await directory.remove();
  });

  it(
    "brings a newcomer from nothing to an answer, and everything down again",
    async () => {
      mesh = await startMeshProcess(env);
      for (const persona of ["analyst", "frontend", "owner", "compliance"]) {
        expect(mesh.output.stdout).toMatch(new RegExp(`^${persona}\\n  eyJ\\S+\\n  query `, "m"));
      }
      const printed = /^analyst\n {2}(\S+)/m.exec(mesh.output.stdout)?.[1];
      const { body } = await mesh.ask(printed, COUNT);
      expect(body).toEqual({ data: { customerCreditScoresV2: { totalCount: 200 } } });
      expect((await fetch(`${mesh.url}/health/ready`)).status).toBe(200);
      expect((await fetch(`${mesh.url}/examples.json`)).status).toBe(200);
      expect(await mesh.stop("SIGTERM")).toBe(0);
      expect(existsSync(join(directory.path, "postgres", "postmaster.pid"))).toBe(false);
    },
    TIMEOUT,
  );

  it(
    "starts again on what is there, and appends the sample only once",
    async () => {
      mesh = await startMeshProcess(env);
      expect(mesh.output.stdout).toContain("A made-up history");
      expect(await mesh.stop("SIGINT")).toBe(0);
      mesh = await startMeshProcess(env);
      expect(mesh.output.stdout).not.toContain("A made-up history");
      const { body } = await mesh.ask(await mesh.token("analyst"), COUNT);
      expect(body).toEqual({ data: { customerCreditScoresV2: { totalCount: 200 } } });
    },
    TIMEOUT,
  );

  it(
    "tells a second one on the same directory, and the first goes on",
    async () => {
      mesh = await startMeshProcess({ ...env, DATAMESH_SAMPLE: "off" });
      const second = await datamesh(["start"], env);
      expect(second.code).toBe(3);
      expect(second.stderr).toContain(`process ${mesh.child.pid} already runs a mesh on ${directory.path}`);
      const { body } = await mesh.ask(await mesh.token("analyst"), COUNT);
      expect(body).toEqual({ data: { customerCreditScoresV2: { totalCount: 0 } } });
    },
    TIMEOUT,
  );

  it(
    "recovers at the next start after kill -9",
    async () => {
      mesh = await startMeshProcess(env);
      await mesh.stop("SIGKILL");
      expect(existsSync(join(directory.path, "postgres", "postmaster.pid"))).toBe(true);
      mesh = await startMeshProcess(env);
      const { body } = await mesh.ask(await mesh.token("analyst"), COUNT);
      expect(body).toEqual({ data: { customerCreditScoresV2: { totalCount: 200 } } });
      expect(await mesh.stop()).toBe(0);
      expect(existsSync(join(directory.path, "postgres", "postmaster.pid"))).toBe(false);
    },
    TIMEOUT,
  );

  it(
    "says which port is taken, before it makes a database",
    async () => {
      const other = createServer().listen(0, "127.0.0.1");
      await once(other, "listening");
      const { port } = other.address() as AddressInfo;
      const { code, stderr } = await datamesh(["start"], {
        ...env,
        PORT: String(port),
        DATAMESH_SAMPLE: "off",
      });
      other.close();
      expect(code).toBe(2);
      expect(stderr).toContain(`${port}`);
      expect(stderr).toContain("PORT");
      expect(existsSync(join(directory.path, "postgres"))).toBe(false);
    },
    TIMEOUT,
  );

  it(
    "tells every problem of its configuration at once",
    async () => {
      const { code, stderr } = await datamesh(["start"], {
        ...env,
        PORT: "many",
        DATABASE_URL: "mysql://x",
        DATAMESH_SAMPLE: "maybe",
        DATAMESH_ISSUER: "https://idp.example",
      });
      expect(code).toBe(2);
      for (const name of ["PORT", "DATABASE_URL", "DATAMESH_SAMPLE", "DATAMESH_ISSUER"])
        expect(stderr).toContain(name);
      expect(existsSync(directory.path)).toBe(false);
    },
    TIMEOUT,
  );

  it(
    "says when the database of DATABASE_URL does not answer, without its password",
    async () => {
      const { code, stderr } = await datamesh(["start"], {
        ...env,
        DATABASE_URL: "postgres://me:s3cret@127.0.0.1:1/mesh",
      });
      expect(code).toBe(3);
      expect(stderr).toContain("the database of DATABASE_URL cannot be used");
      expect(stderr).not.toContain("s3cret");
    },
    TIMEOUT,
  );
});
