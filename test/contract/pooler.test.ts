import { START } from "@datamesh/kernel/log";
import { dutyUrl, openDatabase, postgresEventLog } from "@datamesh/kernel/postgres";
import { openConnections } from "../../cli/mesh/connections.ts";
import { loginsFrom } from "../../cli/mesh/logins.ts";
import { models } from "../../subgraphs/index.ts";
import { startStrictPooler, type StrictPooler } from "../support/strictPooler.ts";
import { startTestMesh, type TestMesh } from "../support/testMesh.ts";

describe("behind a pooler that hands out sessions by transaction", () => {
  let mesh: TestMesh;
  let pooler: StrictPooler;
  beforeAll(async () => {
    mesh = await startTestMesh([models]);
    const { hostname, port } = new URL(mesh.mesh.url);
    pooler = await startStrictPooler({ host: hostname, port: Number(port) });
  });
  afterAll(async () => {
    await pooler.close();
    await mesh.stop();
  });

  /** The connections of a process whose URLs lead to the pooler. */
  const pooledConnections = () =>
    openConnections(
      loginsFrom({
        dutyUrls: {},
        mesh: { ...mesh.mesh, url: pooler.through(mesh.mesh.url) },
        directUrl: mesh.mesh.url,
      }),
    );

  it("the pooler of this test ends whoever relies on a session", async () => {
    const database = openDatabase(pooler.through(dutyUrl(mesh.mesh, "models", "read")), { max: 1 });
    await expect(database.query({ text: "select 1" })).rejects.toThrow("Connection terminated");
    await database.end();
    const pooled = openDatabase(pooler.through(dutyUrl(mesh.mesh, "models", "read")), {
      max: 1,
      pooled: true,
    });
    await expect(pooled.listen("datamesh", () => undefined)).rejects.toThrow("Connection terminated");
    await pooled.end();
  });

  it("a log is appended to and read, in UTC and without a loss of digits", async () => {
    const connections = pooledConnections();
    try {
      const log = postgresEventLog("models", {
        append: connections.as("models", "append"),
        read: connections.as("models", "project"),
      });
      const occurredAt = "2026-01-02T03:04:05.678Z";
      await log.append([{ id: "e1", type: "X", version: 1, occurredAt, data: { a: 0.1 }, metadata: {} }]);
      const [event] = await log.read(START, 1);
      expect(event).toMatchObject({ id: "e1", occurredAt, data: { a: 0.1 } });
      const settings = `select current_setting('timezone') as zone, current_setting('datestyle') as style,
                               0.1::float8 + 0.2::float8 as sum`;
      for (const duty of ["append", "project", "read"] as const) {
        expect(await connections.as("models", duty).query({ text: settings, name: "settings" })).toEqual([
          { zone: "UTC", style: "ISO, YMD", sum: "0.30000000000000004" },
        ]);
      }
    } finally {
      await connections.end();
    }
  });

  it("commits are listened for past the pooler", async () => {
    const connections = pooledConnections();
    try {
      let heard: (payload: string) => void = () => undefined;
      const first = new Promise<string>((resolve) => (heard = resolve));
      const stop = await connections.as("models", "project").listen("datamesh", (payload) => heard(payload));
      await connections
        .as("models", "append")
        .query({ text: "select pg_notify('datamesh', 'log models 7')" });
      expect(await first).toBe("log models 7");
      await stop();
    } finally {
      await connections.end();
    }
  });
});
