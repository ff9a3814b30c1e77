import {
  anyone,
  context,
  dataProduct,
  event,
  id,
  int,
  type Owner,
  parseDuration,
  upstream,
  z,
} from "@datamesh/kernel";
import type { StoredEvent } from "@datamesh/kernel/log";
import { projectBatch } from "@datamesh/kernel/postgres";
import { bucketOf, type SlaWindow, type TrafficRow } from "@datamesh/kernel/sla";
import { catalog } from "../../catalog/context.ts";
import {
  postgresTrafficSink,
  rebuildCatalog,
  type SlaMonitor,
  startSlaMonitor,
} from "../../catalog/index.ts";
import { SAMPLE_SDL } from "../../catalog/testing/samples.ts";
import { startTestCatalog, type TestCatalog } from "../../catalog/testing/testCatalog.ts";
import { lockMonitor, saveSampled } from "../../catalog/sla/monitorRow.ts";
import { rollUp } from "../../catalog/sla/rollUp.ts";
import { startTestMesh, type TestMesh } from "../support/testMesh.ts";

const owner: Owner = { team: "a-team", contact: "a-team@datamesh.example" };
const Counted = event("COUNTED", {
  description: "Something was counted.",
  data: { key: z.string(), n: z.number() },
});
const Ignored = event("IGNORED", { description: "Something nobody needs.", data: { key: z.string() } });
const policy = {
  read: anyone,
  purposes: ["testing"],
  retention: "1y",
  compliance: [],
} as const;
const sla = { latencyP95: "100ms", freshness: "1m", availability: "99%", completeness: "100%" } as const;

const counts = dataProduct({
  name: "counts",
  version: "1.2.0",
  owner,
  description: "The newest count.",
  key: "key",
  fields: { key: id().describe("What is counted"), n: int().describe("How many") },
  // A fraction is no int: such an event is quarantined.
  from: ({ on }) => [on(Counted, ({ data }) => ({ key: data.key, n: data.n }))],
  sla,
  policy: { ...policy, compliance: [] },
});
const heartbeats = dataProduct({
  name: "heartbeats",
  version: "1.0.0",
  owner,
  description: "The newest count, expected at least once a second.",
  key: "key",
  fields: { key: id().describe("What is counted") },
  from: ({ on }) => [on(Counted, ({ data }) => ({ key: data.key }))],
  sla: { ...sla, heartbeat: "1s" },
  policy: { ...policy, compliance: [] },
});
const counting = context({
  name: "counting",
  owner,
  events: [Counted, Ignored],
  products: [counts, heartbeats],
});
const derived = context({
  name: "deriving",
  owner,
  events: [Counted],
  products: [
    dataProduct({
      name: "derived-counts",
      version: "1.0.0",
      owner,
      description: "Counts by way of another context.",
      key: "key",
      fields: { key: id().describe("What is counted"), n: int().optional().describe("How many") },
      from: ({ on, join }) => [
        on(Counted, ({ data }) => ({ key: data.key })),
        join(upstream("counts@1", { key: "key", fields: { key: id(), n: int() } }), {
          by: "key",
          take: { n: "n" },
        }),
      ],
      sla,
      policy: { ...policy, compliance: [] },
    }),
  ],
});

interface Objective {
  readonly metric: string;
  readonly window: SlaWindow;
  readonly objective: string;
  readonly observed: string | null;
  readonly observedValue: number | null;
  readonly met: boolean | null;
  readonly budgetLeft: number | null;
}
interface Measured {
  readonly sla: readonly Objective[];
  readonly lastEventAt: string | null;
  readonly sourceDelaySeconds: number | null;
  readonly silence: string;
}

describe("service levels", () => {
  let mesh: TestMesh;
  let subject: TestCatalog;
  let monitor: SlaMonitor | undefined;
  let failures: unknown[];
  beforeEach(async () => {
    failures = [];
    mesh = await startTestMesh([counting, derived, catalog], { catalog: "catalog" });
    subject = await startTestCatalog(mesh.mesh);
    for (const each of [counting, derived]) await subject.register(each, SAMPLE_SDL);
  });
  afterEach(async () => {
    await monitor?.stop();
    monitor = undefined;
    await subject.stop();
    await mesh.stop();
    expect(failures).toEqual([]);
  });

  const startMonitor = (inFlightSeconds = 0): void => {
    monitor = startSlaMonitor({
      catalog: mesh.as("catalog", "project"),
      contexts: mesh.as("catalog", "read"),
      log: subject.log,
      sampleSeconds: 0.05,
      judgeSeconds: 0.05,
      inFlightSeconds,
      onFailure: (error) => failures.push(error),
    });
  };
  const append = (n: number, more: object = {}) =>
    mesh.append("counting", { type: "COUNTED", data: { key: "a", n }, ...more });
  const measured = async (name = "counts"): Promise<Measured> => {
    const { data, errors } = await subject.ask(`{ dataProduct(name: "${name}", major: 1) {
      sla { metric window objective observed observedValue met budgetLeft }
      lastEventAt sourceDelaySeconds silence } }`);
    expect(errors).toBeUndefined();
    return data?.["dataProduct"] as Measured;
  };
  const metric = async (which: string, window: SlaWindow = "H1", name?: string): Promise<Objective> => {
    const found = (await measured(name)).sla.find((each) => each.metric === which && each.window === window);
    if (found === undefined) throw new Error(`${which} is not measured`);
    return found;
  };
  /** Asks again until it fits; the test's own time limit ends it. */
  const until = async <T>(read: () => Promise<T>, fits: (found: T) => boolean): Promise<T> => {
    for (;;) {
      const found = await read();
      if (fits(found)) return found;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  };
  const recorded = async (type: string): Promise<readonly StoredEvent[]> =>
    (await subject.log.read(0 as never, 1_000)).filter((each) => each.type === type);
  const traffic = (row: Partial<TrafficRow> = {}): TrafficRow => ({
    minute: new Date().toISOString(),
    product: "counts",
    major: 1,
    version: "1.2.0",
    answered: 0,
    failed: 0,
    latency: {},
    ...row,
  });
  const report = (source: string, ...rows: readonly TrafficRow[]): Promise<void> =>
    postgresTrafficSink(mesh.as("catalog", "project")).record({ source, rows });

  it("the catalog sees when events came, and neither what is in them nor a row", async () => {
    await append(1);
    await mesh.catchUp();
    const read = (text: string) => mesh.as("catalog", "read").query({ text });
    const log = "counting.counting_events";
    await expect(
      read(`select seq_id, event_type, occurred_at, recorded_at from ${log}`),
    ).resolves.toHaveLength(1);
    for (const statement of [
      `select data from ${log}`,
      `select metadata from ${log}`,
      `select event_id from ${log}`,
      `select * from ${log}`,
      `select e from ${log} e`,
      `select 1 from ${log} where data ->> 'key' = 'a'`,
      "select data from counting.counting_events_p0",
      "select * from counting.counts_v1",
      "select * from counting.counts_v1_history",
    ]) {
      await expect(read(statement)).rejects.toThrow(/permission denied/);
    }
  });

  it("says of each window that nothing was observed, and that silence is not monitored", async () => {
    const { sla: objectives, lastEventAt, silence } = await measured();
    expect(objectives.map(({ window }) => window)).toEqual(
      ["H1", "H24", "D30"].flatMap((window) => Array<string>(4).fill(window)),
    );
    for (const each of objectives) {
      expect(each).toMatchObject({ observed: null, observedValue: null, met: null, budgetLeft: null });
    }
    expect(lastEventAt).toBeNull();
    expect(silence).toBe("silence is not monitored");
  });

  it("answers one window when one is asked for", async () => {
    const { data } = await subject.ask(
      `{ dataProduct(name: "counts") { sla(window: H24) { metric window } } }`,
    );
    expect(data?.["dataProduct"]).toEqual({
      sla: ["latencyP95", "freshness", "availability", "completeness"].map((each) => ({
        metric: each,
        window: "H24",
      })),
    });
  });

  it("a product that is not projected ages and is incomplete, and one that caught up is fresh and whole", async () => {
    await append(1);
    await mesh.catchUp();
    startMonitor();
    await until(
      () => metric("completeness"),
      ({ observedValue }) => observedValue === 1,
    );
    expect(await metric("freshness")).toMatchObject({ observed: "0ms", met: true });
    await append(2);
    const old = await until(
      () => metric("freshness"),
      ({ observedValue }) => (observedValue ?? 0) > 0.2,
    );
    expect(old.met).toBe(true);
    await until(
      () => metric("freshness"),
      ({ observedValue }) => (observedValue ?? 0) > (old.observedValue ?? 0),
    );
    const half = await metric("completeness");
    expect(half.met).toBe(false);
    expect(half.observedValue).toBeCloseTo(0.5, 1);
    await mesh.catchUp();
    const now = () =>
      mesh.admin.query({
        text: "select lag, freshness_seconds as age, missing_share as missing from catalog_store.sla_now where product = 'counts'",
      });
    await until(now, ([row]) => row?.["lag"] === "0");
    expect(await now()).toEqual([{ lag: "0", age: "0", missing: "0" }]);
  });

  it("events of types it does not consume make a product neither old nor incomplete", async () => {
    await append(1);
    await mesh.catchUp();
    await mesh.append("counting", { type: "IGNORED", data: { key: "a" } });
    startMonitor();
    await until(
      () => metric("completeness"),
      ({ observed }) => observed !== null,
    );
    expect(await metric("completeness")).toMatchObject({ observed: "100%", met: true });
    expect(await metric("freshness")).toMatchObject({ observed: "0ms" });
  });

  it("an event that is still in flight is not missing yet", async () => {
    await append(1);
    startMonitor(parseDuration("1h"));
    await until(
      () => metric("freshness"),
      ({ observedValue }) => (observedValue ?? 0) > 0,
    );
    expect(await metric("completeness")).toMatchObject({ observed: "100%", met: true });
  });

  it("a quarantined event is missing however long ago it was", async () => {
    await append(1);
    await append(0.5);
    await append(2);
    await append(3);
    await mesh.catchUp();
    startMonitor();
    const found = await until(
      () => metric("completeness"),
      ({ observed }) => observed !== null,
    );
    expect(found).toMatchObject({ met: false });
    expect(found.observedValue).toBeCloseTo(0.75, 1);
    expect(await metric("freshness")).toMatchObject({ observed: "0ms", met: true });
  });

  it("a product is as old as what it lacks of a product it joins", async () => {
    await append(1);
    await mesh.catchUp();
    await append(2);
    await projectBatch(mesh.projection("counts@1"), 100);
    startMonitor();
    const joined = () => metric("freshness", "H1", "derived-counts");
    const waiting = await until(joined, ({ observedValue }) => (observedValue ?? 0) > 0.1);
    expect(waiting.met).toBe(true);
  });

  it("tells when the newest event came and how long it had been on its way", async () => {
    const occurredAt = new Date(Date.now() - 3_600_000).toISOString();
    await append(1, { occurredAt });
    startMonitor();
    const { lastEventAt, sourceDelaySeconds } = await until(measured, (each) => each.lastEventAt !== null);
    const [stored] = await mesh.log("counting").read(0 as never, 1);
    expect(lastEventAt).toBe(stored?.recordedAt);
    expect(sourceDelaySeconds).toBeCloseTo(
      (Date.parse(stored?.recordedAt ?? "") - Date.parse(occurredAt)) / 1_000,
      2,
    );
    await append(2);
    await until(measured, (each) => (each.lastEventAt ?? "") > (lastEventAt ?? ""));
  });

  it("judges traffic by merged counts, over all gateways and minutes", async () => {
    await report("gateway-1", traffic({ answered: 95, latency: { [bucketOf(0.02)]: 95 } }));
    await report("gateway-2", traffic({ answered: 4, failed: 1, latency: { [bucketOf(3)]: 5 } }));
    for (const window of ["H1", "H24", "D30"] as const) {
      expect(await metric("latencyP95", window)).toMatchObject({
        observed: "20ms",
        met: true,
        budgetLeft: 0,
      });
      expect(await metric("availability", window)).toMatchObject({
        observed: "99%",
        met: true,
        budgetLeft: 0,
      });
    }
  });

  it("a report that comes twice counts once, and a later one replaces it", async () => {
    const first = traffic({ answered: 1, latency: { [bucketOf(0.02)]: 1 } });
    await report("gateway-1", first);
    await report("gateway-1", first);
    await report("gateway-1", { ...first, answered: 1, failed: 1, latency: { [bucketOf(0.02)]: 2 } });
    expect(await metric("availability")).toMatchObject({ observedValue: 0.5 });
  });

  it("what was measured is there after a restart, and after the catalog is derived anew", async () => {
    await report("gateway-1", traffic({ answered: 10, latency: { [bucketOf(0.02)]: 10 } }));
    await rebuildCatalog({ log: subject.log, store: subject.store });
    await subject.stop();
    subject = await startTestCatalog(mesh.mesh);
    expect(await metric("availability")).toMatchObject({ observed: "100%", met: true });
  });

  it("minutes add up to hours and days, again and again to the same, and old ones go", async () => {
    const ago = (span: string) => new Date(Date.now() - parseDuration(span) * 1_000).toISOString();
    const one = (span: string) =>
      traffic({ minute: ago(span), answered: 1, latency: { [bucketOf(0.02)]: 1 } });
    await report("gateway-1", one("2h"), one("3h"), one("26h"), one("5d"), one("40d"));
    const project = mesh.as("catalog", "project");
    const asked = async (window: SlaWindow): Promise<number> => {
      const rows = await mesh.admin.query({
        text: `select coalesce(sum((counts ->> 'answered')::int), 0) as n from catalog_store.sla_counts
               where metric = 'outcome' and unit = $1`,
        values: [{ H1: "minute", H24: "hour", D30: "day" }[window]],
      });
      return Number(rows[0]?.["n"]);
    };
    await rollUp(project, "all");
    const once = await Promise.all((["H1", "H24", "D30"] as const).map(asked));
    await rollUp(project, "all");
    expect(await Promise.all((["H1", "H24", "D30"] as const).map(asked))).toEqual(once);
    expect(await asked("D30")).toBe(4);
    expect((await metric("availability", "H1")).observed).toBeNull();
    expect((await metric("availability", "H24")).observed).toBe("100%");
    expect((await metric("availability", "D30")).observed).toBe("100%");
    const left = await mesh.admin.query({
      text: "select min(slot) > now() - interval '27 hours' as young from catalog_store.sla_counts where unit = 'minute'",
    });
    expect(left).toEqual([{ young: "t" }]);
  });

  it("a breach is one event in the catalog's log, and so is its end", async () => {
    await report("gateway-1", traffic({ answered: 0, failed: 30, latency: { [bucketOf(0.02)]: 30 } }));
    startMonitor();
    const [breach] = await until(
      () => recorded("SLA_BREACHED"),
      (events) => events.length > 0,
    );
    expect(breach?.data).toMatchObject({
      product: "counts",
      major: 1,
      metric: "availability",
      window: "1h",
      objective: "99%",
      observed: "0%",
    });
    await report("gateway-2", traffic({ answered: 30_000, latency: { [bucketOf(0.02)]: 30_000 } }));
    const [restored] = await until(
      () => recorded("SLA_RESTORED"),
      (events) => events.length > 0,
    );
    expect(restored?.data).toMatchObject({ product: "counts", metric: "availability", observed: "99.9%" });
    expect(await recorded("SLA_BREACHED")).toHaveLength(1);
  });

  it("a breach that was recorded before a restart is not recorded again", async () => {
    await report("gateway-1", traffic({ failed: 30, latency: { [bucketOf(0.02)]: 30 } }));
    startMonitor();
    await until(
      () => recorded("SLA_BREACHED"),
      (events) => events.length > 0,
    );
    await monitor?.stop();
    const judged = async () =>
      (await mesh.admin.query({ text: "select judged_at from catalog_store.sla_monitor" }))[0]?.["judged_at"];
    const before = await judged();
    startMonitor();
    await until(judged, (at) => at !== before);
    expect(await recorded("SLA_BREACHED")).toHaveLength(1);
  });

  it("a slow answer or two are no breach, many are", async () => {
    const slow = (n: number) => report("gateway-1", traffic({ answered: n, latency: { [bucketOf(9)]: n } }));
    await slow(2);
    startMonitor();
    const judgements = () => mesh.admin.query({ text: "select judged_at from catalog_store.sla_monitor" });
    const seen = new Set<unknown>();
    await until(judgements, ([row]) => seen.add(row?.["judged_at"]).size > 4);
    expect(await recorded("SLA_BREACHED")).toEqual([]);
    await slow(20);
    const [breach] = await until(
      () => recorded("SLA_BREACHED"),
      (events) => events.length > 0,
    );
    expect(breach?.data).toMatchObject({ metric: "latencyP95" });
  });

  it("silence beyond the heartbeat is a breach, where one is declared", async () => {
    await append(1);
    await mesh.catchUp();
    startMonitor();
    expect((await measured("heartbeats")).silence).toMatch(/one is expected every 1s$/);
    const [breach] = await until(
      () => recorded("SLA_BREACHED"),
      (events) => events.length > 0,
    );
    expect(breach?.data).toMatchObject({ product: "heartbeats", metric: "heartbeat", objective: "1s" });
    const silence = await metric("heartbeat", "H1", "heartbeats");
    expect(silence).toMatchObject({ met: false, objective: "1s" });
    expect((await measured("counts")).sla.map((each) => each.metric)).not.toContain("heartbeat");
  });

  it("while one process measures no other does, nor right after it", async () => {
    const project = mesh.as("catalog", "project");
    const often = { sampleSeconds: 60, judgeSeconds: 60 };
    await project.transaction(async (first) => {
      const due = await lockMonitor(first, often);
      expect(due).toMatchObject({ judge: true, verdicts: {} });
      expect(await project.transaction((second) => lockMonitor(second, often))).toBeUndefined();
      await saveSampled(first, due?.now ?? "");
    });
    expect(await project.transaction((second) => lockMonitor(second, often))).toBeUndefined();
    const soon = { sampleSeconds: 0, judgeSeconds: 0 };
    expect(await project.transaction((second) => lockMonitor(second, soon))).toBeDefined();
  });
});
