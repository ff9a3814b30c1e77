import {
  bigint,
  context,
  type Context,
  count,
  dataProduct,
  event,
  id,
  int,
  personal,
  role,
  subject,
  sum,
  text,
  z,
} from "@datamesh/kernel";
import {
  type Database,
  migrateMesh,
  type Projection,
  rebuildProduct,
  unknownEvents,
  verifyProduct,
} from "@datamesh/kernel/postgres";
import { contextNames } from "../../kernel/postgres/contextNames.ts";
import { LOG_MIGRATIONS } from "../../kernel/postgres/log/logMigrations.ts";
import { startTestMesh, type TestMesh } from "../support/testMesh.ts";

const owner = { team: "moves", contact: "moves@example.com" };
const V1 = event("MOVED", {
  description: "Somebody moved.",
  data: { who: subject(z.string()), street: personal(z.string()), km: z.int() },
});
const V2 = event("MOVED", {
  description: "Somebody moved, told in metres.",
  data: { who: subject(z.string()), home: z.object({ street: personal(z.string()) }), metres: z.int() },
  upcast: { from: V1, step: ({ who, street, km }) => ({ who, home: { street }, metres: km * 1000 }) },
});
const { upcast: _none, ...alone } = V2;
const Sung = event("SUNG", { description: "Somebody sang.", data: {} });

function moving(moved: typeof V2, ...others: readonly (typeof Sung)[]): Context {
  const moves = dataProduct({
    name: "moves",
    version: "1.0.0",
    owner,
    description: "Who moved where.",
    key: "who",
    fields: {
      who: id().describe("Who."),
      street: text().personal({ mask: "redacted" }).describe("Where to."),
      metres: int().describe("How far."),
    },
    from: ({ on }) => [
      on(moved, ({ data }) => ({ who: data.who, street: data.home.street, metres: data.metres })),
    ],
    sla: { latencyP95: "100ms", freshness: "1m", availability: "99.9%", completeness: "100%" },
    policy: { read: role("analyst"), purposes: ["reporting"], retention: "7y", compliance: ["GDPR"] },
  });
  const distances = dataProduct({
    name: "distances",
    version: "1.0.0",
    owner,
    description: "How far everybody moved in all.",
    key: "who",
    fields: {
      who: id().subject().describe("Who."),
      total: bigint().describe("In metres."),
      moves: int().describe("How often."),
    },
    from: ({ fold }) => [fold(moved, { key: "who", set: { total: sum("metres"), moves: count() } })],
    sla: { latencyP95: "100ms", freshness: "1m", availability: "99.9%", completeness: "100%" },
    policy: { read: role("analyst"), purposes: ["reporting"], retention: "7y", compliance: ["GDPR"] },
  });
  return context({ name: "moving", owner, events: [moved, ...others], products: [moves, distances] });
}

describe("a log with events of several versions", () => {
  let mesh: TestMesh;
  beforeAll(async () => {
    mesh = await startTestMesh([moving(V2, Sung)]);
    await mesh.append(
      "moving",
      { type: "MOVED", version: 1, data: { who: "a", street: "Main St 1", km: 2 } },
      { type: "MOVED", data: { who: "b", home: { street: "Side St 2" }, metres: 5 } },
      { type: "SUNG" },
      { type: "SUNG" },
    );
    await mesh.catchUp();
  });
  afterAll(() => mesh?.stop());

  it("holds each as it was offered, and a product reads all of them as the newest", async () => {
    const events = await mesh.log("moving").read(0 as never, 2);
    expect(events.map(({ version, data }) => [version, data])).toEqual([
      [1, { who: '0||"a"', street: '0||"Main St 1"', km: 2 }],
      [2, { who: '0||"b"', home: { street: '0||"Side St 2"' }, metres: 5 }],
    ]);
    expect(await mesh.rows("moving.moves_v1")).toMatchObject([
      { who: "a", street: '0||"Main St 1"', metres: "2000" },
      { who: "b", street: '0||"Side St 2"', metres: "5" },
    ]);
  });

  it("is derived again the same from the same events", async () => {
    const migrate = mesh.as("moving", "migrate");
    for (const ref of ["moves@1", "distances@1"] as const) await replayed(migrate, mesh.projection(ref));
    expect(await mesh.rows("moving.distances_v1")).toMatchObject([
      { who: '0||"a"', total: "2000", moves: "1" },
      { who: '0||"b"', total: "5", moves: "1" },
    ]);
  });

  async function replayed(migrate: Database, projection: Projection): Promise<void> {
    expect(await verifyProduct(migrate, projection)).toMatchObject({
      rows: 2,
      differingRows: 0,
      differences: [],
    });
    expect(await rebuildProduct(migrate, projection)).toMatchObject({ differingRows: 0, historyKept: true });
  }

  it("is counted by type and version, and by type as before", async () => {
    expect(
      await mesh.admin.query({ text: "select * from moving.moving_events_types order by 1, 3" }),
    ).toEqual([
      { event_type: "MOVED", event_version: "1", count: "1" },
      { event_type: "MOVED", event_version: "2", count: "1" },
      { event_type: "SUNG", event_version: "1", count: "2" },
    ]);
    expect((await mesh.log("moving").status()).eventTypes).toEqual([
      { type: "MOVED", count: 2 },
      { type: "SUNG", count: 2 },
    ]);
  });

  it("is refused to a declaration that cannot read them, told what and what to do, and nothing is touched", async () => {
    const before = await mesh.rows("moving_store.checkpoints");
    await expect(migrateMesh(mesh.mesh, [moving(alone as typeof V2)])).rejects.toMatchObject({
      code: "BAD_USER_INPUT",
      message: expect.stringContaining("- moving: 1 of MOVED in version 1; the declaration reads version 2"),
    });
    expect(await mesh.rows("moving_store.checkpoints")).toEqual(before);
    await expect(migrateMesh(mesh.mesh, [moving(V2, Sung)])).resolves.toBeUndefined();
  });

  it("counts what a later declaration does not name any more, for those who may count", async () => {
    const unknown = (duty: "project" | "read") => unknownEvents(mesh.as("moving", duty), "moving");
    expect(await unknown("project")).toEqual([]);
    await migrateMesh(mesh.mesh, [moving(V2)]);
    expect(await unknown("project")).toEqual([{ type: "SUNG", count: 2 }]);
    expect(await unknown("read")).toEqual([{ type: "SUNG", count: 2 }]);
  });
});

describe("a log of the release before", () => {
  it("has what it holds counted by version once, and goes on from there", async () => {
    const contexts = [moving(V2, Sung)];
    const mesh = await startTestMesh(contexts);
    try {
      await becomeReleased(mesh);
      await mesh.admin.query({
        text: `select moving.append_events(array['a', 'b', 'c'], array['MOVED', 'MOVED', 'SUNG'], array[1, 2, 1],
                 array_fill(now(), array[3]), array_fill('{}'::jsonb, array[3]), array_fill('{}'::jsonb, array[3]))`,
      });
      await migrateMesh(mesh.mesh, contexts);
      await mesh.append(
        "moving",
        { type: "SUNG" },
        { type: "MOVED", data: { who: "a", home: { street: "s" }, metres: 1 } },
      );
      const counts = await mesh.admin.query({
        text: "select * from moving.moving_events_types order by 1, 3",
      });
      expect(counts.map((row) => [row["event_type"], row["event_version"], row["count"]])).toEqual([
        ["MOVED", "1", "1"],
        ["MOVED", "2", "2"],
        ["SUNG", "1", "2"],
      ]);
      expect((await mesh.log("moving").status()).head).toBe(5);
    } finally {
      await mesh.stop();
    }
  });

  /** Puts an empty log of the first release in the place of the context's. */
  async function becomeReleased(mesh: TestMesh): Promise<void> {
    const { prefix } = mesh.mesh;
    const ledger = `"${prefix}_ledger"`;
    const run = (text: string) => mesh.admin.query({ text });
    await run("drop schema moving, moving_store cascade");
    await run("delete from datamesh.migrations where context = 'moving'");
    await run(`create schema moving authorization ${ledger}`);
    await run(`grant usage on schema moving to "${prefix}_moving_append", "${prefix}_moving_project"`);
    const target = { context: "moving", names: contextNames("moving"), partitionSize: 1_000, prefix };
    for (const { number, name, statements } of LOG_MIGRATIONS.filter((each) => each.number <= 5)) {
      const all = ["begin", `set local role ${ledger}`, ...statements(target), "commit"].join(";\n");
      await run(all);
      await run(
        `insert into datamesh.migrations (context, number, name) values ('moving', ${number}, '${name}')`,
      );
    }
  }
});
