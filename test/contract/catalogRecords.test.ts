import type { DataProduct } from "@datamesh/kernel";
import { position } from "@datamesh/kernel/log";
import type { Logger } from "typeorm";
import { catalog } from "../../catalog/context.ts";
import { recordBreach, recordReplay } from "../../catalog/index.ts";
import { people, sampleContext, visits } from "../../catalog/testing/samples.ts";
import { sampleBreach, sampleReplay } from "../../catalog/testing/sampleRecords.ts";
import { startTestCatalog, type TestCatalog } from "../../catalog/testing/testCatalog.ts";
import { startTestMesh, type TestMesh } from "../support/testMesh.ts";

const atMinute = (minute: number): string => new Date(Date.UTC(2026, 10, 23, 12, minute)).toISOString();

describe("what the catalog records of products", () => {
  let mesh: TestMesh;
  let subject: TestCatalog;
  beforeEach(async () => {
    mesh = await startTestMesh([catalog]);
    subject = await startTestCatalog(mesh.mesh);
    await subject.register(sampleContext("registry", people(), visits()));
  });
  afterEach(async () => {
    await subject.stop();
    await mesh.stop();
  });

  const now = (): Date => new Date("2026-11-23T12:00:00.000Z");
  const replayed = async (...changes: readonly Parameters<typeof sampleReplay>[0][]): Promise<void> => {
    for (const change of changes) await recordReplay(sampleReplay(change), { log: subject.log, now });
    await subject.projector.catchUp();
  };
  const breached = (change: Parameters<typeof sampleBreach>[0] = {}) =>
    recordBreach("SLA_BREACHED", sampleBreach(change), { log: subject.log, now });
  const restored = (change: Parameters<typeof sampleBreach>[0] = {}) =>
    recordBreach("SLA_RESTORED", sampleBreach(change), { log: subject.log, now });
  const asked = async (fields: string, name = "people"): Promise<Record<string, unknown>> => {
    const { data, errors } = await subject.ask(`{ dataProduct(name: "${name}", major: 1) { ${fields} } }`);
    expect(errors).toBeUndefined();
    return data?.["dataProduct"] as Record<string, unknown>;
  };

  it("a replay is told with all that was recorded of it", async () => {
    await replayed({
      inputs: {
        events: { position: position(50) },
        "places@1": { position: position(7), inputs: { events: { position: position(9) } } },
      },
      upstreams: [{ product: "places@1", position: 7, verifiedAt: null }],
    });
    const { replays } = await asked(`replays { kind result reason version startedAt durationMs eventsPerSecond
      events rows differingRows changedFields position inputs { input through position } digest liveDigest
      generation upstreams { product position verifiedAt } fingerprint }`);
    expect(replays).toEqual([
      {
        kind: "VERIFY",
        result: "EQUAL",
        reason: "asked for",
        version: "1.0.0",
        startedAt: "2026-11-23T12:00:00.000Z",
        durationMs: 250,
        eventsPerSecond: 20_000,
        events: 5_000,
        rows: 10,
        differingRows: 0,
        changedFields: [],
        position: 40,
        inputs: [
          { input: "events", through: [], position: 50 },
          { input: "places@1", through: [], position: 7 },
          { input: "events", through: ["places@1"], position: 9 },
        ],
        digest: "aa",
        liveDigest: "aa",
        generation: 1,
        upstreams: [{ product: "places@1", position: 7, verifiedAt: null }],
        fingerprint: "0".repeat(32),
      },
    ]);
  });

  it("the same replay recorded twice is one, and one of a product nobody knows is quarantined", async () => {
    const dependencies = { log: subject.log, now };
    expect(await recordReplay(sampleReplay(), dependencies)).toBe(true);
    expect(await recordReplay(sampleReplay(), { ...dependencies, now: () => new Date(0) })).toBe(false);
    await replayed({ product: "nobody@1" });
    expect(await asked("replays { result }")).toEqual({ replays: [{ result: "EQUAL" }] });
    expect(await mesh.rows("catalog_store.catalog_quarantine")).toMatchObject([
      { event_type: "REPLAY_RECORDED", reason: "nobody@1 is not a product of the catalog" },
    ]);
  });

  it("the newest come first, and the newest verification is told apart", async () => {
    await replayed(
      { startedAt: atMinute(1), result: "DIFFERENT", differingRows: 3 },
      { startedAt: atMinute(2) },
      { startedAt: atMinute(3), kind: "rebuild", result: "REBUILT", durationMs: 1_000 },
    );
    expect(
      await asked(`replays(first: 2) { startedAt } lastVerification { startedAt result }
        replayContract { eventsPerSecond }`),
    ).toEqual({
      replays: [{ startedAt: atMinute(3) }, { startedAt: atMinute(2) }],
      lastVerification: { startedAt: atMinute(2), result: "EQUAL" },
      replayContract: { eventsPerSecond: 5_000 },
    });
    expect(await asked("replays { kind } lastVerification { kind }", "visits")).toEqual({
      replays: [],
      lastVerification: null,
    });
  });

  it("a diff stands among them with the version it found to be needed, and is no verification", async () => {
    await replayed({ kind: "verify", startedAt: atMinute(1) });
    const reason = "1.1.0 after 1.0.0 needs minor";
    await replayed(
      ...Array.from({ length: 101 }, (_, minute) => ({
        ...({ kind: "diff", result: "DIFFERENT", reason, changedFields: ["city"] } as const),
        startedAt: atMinute(minute + 2),
      })),
    );
    const { replays, lastVerification } = await asked(
      "replays(first: 1) { kind result reason changedFields } lastVerification { kind startedAt }",
    );
    expect(replays).toEqual([{ kind: "DIFF", result: "DIFFERENT", reason, changedFields: ["city"] }]);
    expect(lastVerification).toEqual({ kind: "VERIFY", startedAt: atMinute(1) });
  });

  it("the newest hundred replays of a kind are kept, and all corrections", async () => {
    await replayed({ kind: "rebuild", result: "REBUILT", reason: "correction: the scale was wrong" });
    await replayed(...Array.from({ length: 103 }, (_, minute) => ({ startedAt: atMinute(minute) })));
    expect(await mesh.rows("catalog_store.catalog_replay")).toHaveLength(101);
    const { replays } = await asked("replays(first: 100) { startedAt }");
    expect((replays as { startedAt: string }[]).at(-1)).toEqual({ startedAt: atMinute(3) });
  });

  it("what a rebuild needs follows from the contract", async () => {
    const { replayContract } = await asked(
      "replayContract { streams { log eventTypes eventVersion from } upstreams fingerprint eventsPerSecond }",
      "visits",
    );
    expect(replayContract).toEqual({
      streams: [{ log: "registry_events", eventTypes: ["SOMETHING_HAPPENED"], eventVersion: 1, from: 1 }],
      upstreams: ["people@1"],
      fingerprint: expect.stringMatching(/^[0-9a-f]{32}$/) as string,
      eventsPerSecond: null,
    });
  });

  it("a breach lasts until its objective is met again", async () => {
    await breached();
    // Seen again by another monitor, and another window: the first goes on, the second is its own.
    await breached({ at: atMinute(1) });
    await breached({ window: "24h", at: atMinute(2) });
    await restored({ at: atMinute(5) });
    await restored({ at: atMinute(6) });
    await breached({ metric: "heartbeat", observed: null, at: atMinute(7) });
    await subject.projector.catchUp();
    const { breaches } = await asked("breaches { metric window objective observed at restoredAt }");
    const common = { objective: "1m", observed: "90s" };
    expect(breaches).toEqual([
      { ...common, metric: "heartbeat", window: "1h", observed: null, at: atMinute(7), restoredAt: null },
      { ...common, metric: "freshness", window: "24h", at: atMinute(2), restoredAt: null },
      { ...common, metric: "freshness", window: "1h", at: atMinute(0), restoredAt: atMinute(5) },
    ]);
  });

  it.each([
    "replays(first: 101) { kind }",
    "breaches(first: -1) { metric }",
    "releases(first: 101) { version }",
  ])("%s is refused, and nothing beside it", async (field) => {
    const { data, errors } = await subject.ask(
      `{ dataProduct(name: "people") { version } refused: dataProduct(name: "people") { ${field} } }`,
    );
    expect(errors?.map(({ extensions }) => extensions?.["code"])).toEqual(["BAD_USER_INPUT"]);
    expect(data).toMatchObject({ dataProduct: { version: "1.0.0" } });
  });

  describe("versions", () => {
    const changed = (product: DataProduct, change: Partial<DataProduct>): DataProduct =>
      Object.freeze({ ...product, ...change });
    const register = (...products: readonly DataProduct[]) =>
      subject.register(sampleContext("registry", ...products, visits()));
    const deprecated = { since: "2026-11-01", sunset: "2027-11-01", use: "people@2" } as const;

    it("stand side by side, with the end of those that are deprecated", async () => {
      const old = changed(people(), { version: "1.0.1", deprecated });
      await register(old, changed(people(), { version: "2.0.0", major: 2 }));
      const versions = [
        { major: 2, version: "2.0.0", status: "ACTIVE", deprecation: null },
        { major: 1, version: "1.0.1", status: "DEPRECATED", deprecation: deprecated },
      ];
      expect(
        await asked(`status deprecation { since sunset use }
          versions { major version status deprecation { since sunset use } }`),
      ).toEqual({ status: "DEPRECATED", deprecation: deprecated, versions });
      expect(await register(old, changed(people(), { version: "2.0.0", major: 2 }))).toMatchObject({
        appended: 0,
      });
    });

    it("are told with what is new in each, and with what was set right", async () => {
      await register(changed(people(), { version: "1.0.1", description: "Everybody." }));
      const { fullName, ...fields } = people().fields;
      const longer = { ...fields, fullName: fullName!.describe("The whole name"), city: fields["country"]! };
      await register(changed(people(), { version: "1.1.0", fields: longer }));
      await register();
      await register(
        changed(people(), { version: "1.1.0", fields: longer }),
        changed(people(), { version: "2.0.0", major: 2 }),
      );
      await replayed({
        version: "1.1.0",
        kind: "rebuild",
        result: "REBUILT",
        reason: "correction: cities were upper case",
        differingRows: 4,
        changedFields: ["city"],
      });
      const { releases } = await asked("releases { version bump reason corrections { reason rows fields } }");
      expect(releases).toEqual([
        {
          version: "1.1.0",
          bump: null,
          reason: "served again after it was retired",
          corrections: [{ reason: "cities were upper case", rows: 4, fields: ["city"] }],
        },
        {
          version: "1.1.0",
          bump: "MINOR",
          reason: expect.stringMatching(
            /^fields added: city; fields changed: fullName; changed: .*folds/,
          ) as string,
          corrections: [{ reason: "cities were upper case", rows: 4, fields: ["city"] }],
        },
        { version: "1.0.1", bump: "PATCH", reason: "changed: description", corrections: [] },
        { version: "1.0.0", bump: null, reason: "the first version", corrections: [] },
      ]);
      const { data } = await subject.ask(
        `{ dataProduct(name: "people", major: 2) { releases { bump reason } } }`,
      );
      expect(data?.["dataProduct"]).toEqual({
        releases: [{ bump: "MAJOR", reason: "a new major beside the older ones" }],
      });
    });
  });

  it("however many products, each kind of record is read by one statement", async () => {
    await replayed({}, { product: "visits@1" });
    const run: string[] = [];
    subject.readStore.logger = { logQuery: (query: string) => void run.push(query) } as unknown as Logger;
    const { data, errors } = await subject.ask(`{ dataProducts { nodes {
      name replays { kind } lastVerification { kind } releases { version } breaches { metric } versions { major }
      replayContract { eventsPerSecond } lineage { nodes { id } } fields { name sources { path } } } } }`);
    expect(errors).toBeUndefined();
    expect(data).toMatchObject({ dataProducts: { nodes: [expect.anything(), expect.anything()] } });
    // What is hidden, page, replays (of ten and of one), verifications, releases, corrections, breaches, versions, lineage, fields.
    expect(run.length).toBeLessThanOrEqual(11);
  });
});
