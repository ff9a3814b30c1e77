import { once } from "node:events";
import { type Context, nobody, type ProductDescriptor } from "@datamesh/kernel";
import type { NewEvent } from "@datamesh/kernel/log";
import { describe as descriptorOf } from "@datamesh/kernel/product";
import { catalog } from "../../catalog/context.ts";
import {
  migrateCatalog,
  rebuildCatalog,
  recordBreach,
  recordReplay,
  startCatalogProjector,
} from "../../catalog/index.ts";
import { catalogMigrations } from "../../catalog/projection/migrations/index.ts";
import { sampleBreach, sampleReplay } from "../../catalog/testing/sampleRecords.ts";
import { people, sampleContext, visits } from "../../catalog/testing/samples.ts";
import { startTestCatalog, type TestCatalog } from "../../catalog/testing/testCatalog.ts";
import { creditOracle, customers, lending, models } from "../../subgraphs/index.ts";
import { killedAfter, spawnProjector } from "../support/catalogProjectorProcess.ts";
import { startTestMesh, type TestMesh } from "../support/testMesh.ts";

const TABLES = [
  "registered_context",
  "catalog_product",
  "catalog_field",
  "supergraph",
  "catalog_checkpoint",
  "catalog_quarantine",
  "catalog_release",
  "catalog_replay",
  "catalog_breach",
];

const unreadable = (id: string): NewEvent => ({
  id,
  type: "CONTRACT_PUBLISHED",
  version: 1,
  occurredAt: "2026-11-23T12:00:00.000Z",
  data: { nonsense: true },
  metadata: {},
});

describe("the catalog's projection", () => {
  let mesh: TestMesh;
  let subject: TestCatalog;
  beforeEach(async () => {
    mesh = await startTestMesh([catalog], { partitionSize: 10 });
    subject = await startTestCatalog(mesh.mesh);
  });
  afterEach(async () => {
    await subject.stop();
    await mesh.stop();
  });

  /** All that is projected, as the database prints it. */
  const snapshot = async () =>
    Object.fromEntries(
      await Promise.all(
        TABLES.map(async (table) => {
          const rows = await mesh.admin.query({
            text: `select t::text from catalog_store.${table} t order by 1`,
          });
          return [table, rows.map((row) => row["t"])] as const;
        }),
      ),
    );
  /** A correction, other replays, and breaches that end and do not. */
  const makeRecords = async (replays = 2): Promise<void> => {
    const dependencies = { log: subject.log, now: () => new Date("2026-11-23T12:00:00.000Z") };
    const correction = { kind: "rebuild", result: "REBUILT", reason: "correction: wrong" } as const;
    await recordReplay(sampleReplay(correction), dependencies);
    for (let run = 0; run < replays; run += 1)
      await recordReplay(sampleReplay({ position: run }), dependencies);
    await recordReplay(sampleReplay({ product: "unknown@1" }), dependencies);
    await recordBreach("SLA_BREACHED", sampleBreach(), dependencies);
    await recordBreach("SLA_RESTORED", sampleBreach({ observed: "1s" }), dependencies);
    await recordBreach("SLA_BREACHED", sampleBreach({ window: "24h" }), dependencies);
  };
  /** A history with everything in it: changes, retirement, return, refusals, compositions. */
  const makeHistory = async (): Promise<void> => {
    for (const context of [customers, models, creditOracle, lending]) await subject.register(context);
    await subject.register(sampleContext("registry", people()));
    await subject.log.append([unreadable("bad-1")]);
    await subject.register(sampleContext("registry", people({ policy: { unmask: nobody } }), visits()));
    await subject.register(sampleContext("registry"));
    await subject.registry.recordComposition({
      ok: true,
      supergraphSdl: "a supergraph",
      subgraphs: await subject.registry.registeredSubgraphs(),
    });
    await subject.registry.recordComposition({ ok: false, problems: ["they do not fit"] });
    await subject.register(sampleContext("registry", people({ description: "Everybody." })));
    await subject.log.append([unreadable("bad-2")]);
    await makeRecords();
    await subject.projector.catchUp();
  };
  const eraseProjection = () => emptyProjection(mesh);

  it("rebuilt from position 0 equals the one built live", async () => {
    await makeHistory();
    await makeRecords(102);
    await subject.projector.catchUp();
    const live = await snapshot();
    expect(live["catalog_product"]).toHaveLength(8);
    expect(live["catalog_quarantine"]).toHaveLength(3);
    expect(live["catalog_release"]).toHaveLength(9);
    expect(live["catalog_replay"]).toHaveLength(101);
    expect(live["catalog_breach"]).toHaveLength(2);
    await rebuildCatalog({ log: subject.log, store: subject.store }, { batchSize: 3 });
    expect(await snapshot()).toEqual(live);
  });

  it("tables of an earlier projection are derived anew before anything is added to them", async () => {
    await makeHistory();
    const live = await snapshot();
    await mesh.admin.query({ text: "truncate catalog_store.catalog_release, catalog_store.catalog_replay" });
    await mesh.admin.query({
      text: "update catalog_store.catalog_product set descriptor = descriptor - 'fingerprint'",
    });
    await mesh.admin.query({ text: "update catalog_store.catalog_checkpoint set projection = 1" });
    await subject.projector.catchUp();
    expect(await snapshot()).toEqual(live);
  });

  it("a contract that an earlier release recorded is still read", async () => {
    await subject.register(sampleContext("registry", people()));
    const before = await snapshot();
    const { fingerprint: _fingerprint, inputs, ...rest } = firstProduct(sampleContext("registry", people()));
    const earlier = inputs.map((input) =>
      input.kind === "events" ? { kind: "events", log: input.log, eventTypes: input.eventTypes } : input,
    );
    const state = await subject.state();
    const supersedes = state.contexts.get("registry")?.lastEvent ?? null;
    const data = { context: "registry", supersedes, product: { ...rest, inputs: earlier } };
    await subject.log.append([{ ...unreadable("of-0.1.0"), data }]);
    await subject.projector.catchUp();
    expect((await snapshot())["catalog_quarantine"]).toEqual(before["catalog_quarantine"]);
    expect(await mesh.rows("catalog_store.registered_context")).toMatchObject([{ last_event: "of-0.1.0" }]);
  });

  it("a rebuild mends rows that somebody changed by hand", async () => {
    await makeHistory();
    const live = await snapshot();
    await mesh.admin.query({ text: "update catalog_store.catalog_product set context = 'forged'" });
    await mesh.admin.query({ text: "delete from catalog_store.catalog_field" });
    await mesh.admin.query({ text: "update catalog_store.supergraph set supergraph_sdl = 'forged'" });
    expect(await snapshot()).not.toEqual(live);
    await rebuildCatalog({ log: subject.log, store: subject.store });
    expect(await snapshot()).toEqual(live);
  });

  it.each([1, 2, 7, 1000])("is the same in batches of %i", async (batchSize) => {
    await makeHistory();
    const live = await snapshot();
    await subject.projector.stop();
    await eraseProjection();
    const { log, store } = subject;
    const projector = startCatalogProjector({ log, store, batchSize });
    await projector.catchUp();
    await projector.stop();
    expect(await snapshot()).toEqual(live);
  });

  it("two projectors at once fold every event once", async () => {
    await makeHistory();
    const live = await snapshot();
    await subject.projector.stop();
    await eraseProjection();
    const { log, store } = subject;
    const states: string[] = [];
    const onState = ({ status, reason }: { status: string; reason?: string }) =>
      states.push(`${status} ${reason}`);
    const projectors = [1, 2].map((batchSize) => startCatalogProjector({ log, store, batchSize, onState }));
    await Promise.all(projectors.map((each) => each.catchUp()));
    await Promise.all(projectors.map((each) => each.stop()));
    expect(states).toEqual([]);
    expect(await snapshot()).toEqual(live);
  });

  it("an event it cannot read is quarantined with the reason and stops nothing", async () => {
    await subject.log.append([unreadable("bad")]);
    await subject.register(sampleContext("registry", people()));
    expect(await mesh.rows("catalog_store.catalog_quarantine")).toEqual([
      {
        position: "1",
        event_id: "bad",
        event_type: "CONTRACT_PUBLISHED",
        reason: expect.stringContaining('Unrecognized key: "nonsense"') as string,
      },
    ]);
    expect(await mesh.rows("catalog_store.catalog_product")).toMatchObject([{ name: "people" }]);
  });

  it("a batch that fails in the middle leaves nothing behind and is folded once the cause is gone", async () => {
    await makeHistory();
    const live = await snapshot();
    await subject.projector.stop();
    await eraseProjection();
    const empty = await snapshot();
    await mesh.admin.query({
      text: "alter table catalog_store.supergraph add constraint broken check (supergraph_sdl is null)",
    });
    const { log, store } = subject;
    const failed = new Promise<string | undefined>((resolve) => {
      const projector = startCatalogProjector({
        log,
        store,
        onState: ({ status, reason }) => {
          if (status === "FAILING") void projector.stop().then(() => resolve(reason));
        },
      });
    });
    expect(await failed).toContain("broken");
    expect(await snapshot()).toEqual(empty);
    await mesh.admin.query({ text: "alter table catalog_store.supergraph drop constraint broken" });
    const projector = startCatalogProjector({ log, store });
    await projector.catchUp();
    await projector.stop();
    expect(await snapshot()).toEqual(live);
  });

  it("killed with -9 again and again it loses nothing and folds nothing twice", async () => {
    await makeHistory();
    const live = await snapshot();
    await subject.projector.stop();
    await eraseProjection();
    let kills = 0;
    let caughtUp = false;
    while (!caughtUp && kills < 20) {
      const child = spawnProjector(mesh.mesh);
      const closed = once(child, "close");
      caughtUp = await killedAfter(child, { commits: 1, milliseconds: 3 * kills });
      await closed;
      if (!caughtUp) kills += 1;
    }
    expect(caughtUp).toBe(true);
    expect(kills).toBeGreaterThan(2);
    expect(await snapshot()).toEqual(live);
  });

  it("migrating again, and twice at once, changes nothing", async () => {
    await makeHistory();
    const live = await snapshot();
    await Promise.all([migrateCatalog(mesh.mesh), migrateCatalog(mesh.mesh)]);
    expect(await snapshot()).toEqual(live);
    expect(await mesh.rows("catalog_store.catalog_migrations")).toHaveLength(
      catalogMigrations({ project: "", read: "" }).length,
    );
  });
});

const firstProduct = (registry: Context): ProductDescriptor => descriptorOf(registry, registry.products[0]!);

async function emptyProjection({ admin }: TestMesh): Promise<void> {
  for (const text of [
    "truncate catalog_store.registered_context, catalog_store.catalog_product, catalog_store.catalog_field, catalog_store.catalog_quarantine, catalog_store.catalog_release, catalog_store.catalog_replay, catalog_store.catalog_breach",
    "update catalog_store.catalog_checkpoint set position = 0, registered_up_to = 0",
    "update catalog_store.supergraph set (supergraph_sdl, subgraphs, composed_at, problems, last_event) = (null, null, null, '[]', null)",
  ]) {
    await admin.query({ text });
  }
}
