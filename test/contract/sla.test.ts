import { parseDuration } from "@datamesh/kernel";
import { projectBatch } from "@datamesh/kernel/postgres";
import { bucketOf, type SlaWindow } from "@datamesh/kernel/sla";
import { rebuildCatalog } from "../../catalog/index.ts";
import { rollUp } from "../../catalog/sla/rollUp.ts";
import { useServiceLevels } from "../support/serviceLevels.ts";

describe("service levels", () => {
  const {
    startMonitor,
    append,
    measured,
    metric,
    until,
    traffic,
    report,
    reportGap,
    mesh,
    subject,
    restart,
  } = useServiceLevels();

  it("the catalog sees when events came, and neither what is in them nor a row", async () => {
    await append(1);
    await mesh().catchUp();
    const read = (text: string) => mesh().as("catalog", "read").query({ text });
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
    const { data } = await subject().ask(
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
    await mesh().catchUp();
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
    await mesh().catchUp();
    const now = () =>
      mesh().admin.query({
        text: "select lag, freshness_seconds as age, missing_share as missing from catalog_store.sla_now where product = 'counts'",
      });
    await until(now, ([row]) => row?.["lag"] === "0");
    expect(await now()).toEqual([{ lag: "0", age: "0", missing: "0" }]);
  });

  it("what was committed is fresh once the last of the gateways knows of it", async () => {
    await append(1);
    await mesh().catchUp();
    await reportGap("gateway-1", 0.25);
    await reportGap("gateway-2", 3);
    await reportGap("gateway-2", 0.5);
    startMonitor();
    const now = () =>
      mesh().admin.query({
        text: "select lag, freshness_seconds as age from catalog_store.sla_now where product = 'counts'",
      });
    expect(await until(now, ([row]) => row !== undefined)).toEqual([{ lag: "0", age: "3" }]);
    await mesh().admin.query({
      text: "update catalog_store.sla_gaps set reported_at = reported_at - interval '11 seconds'",
    });
    await until(now, ([row]) => row?.["age"] === "0");
    await reportGap("gateway-2", 0.5);
    await until(now, ([row]) => row?.["age"] === "0.5");
  });

  it("events of types it does not consume make a product neither old nor incomplete", async () => {
    await append(1);
    await mesh().catchUp();
    await mesh().append("counting", { type: "IGNORED", data: { key: "a" } });
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
    await mesh().catchUp();
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
    await mesh().catchUp();
    await append(2);
    await projectBatch(mesh().projection("counts@1"), 100);
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
    const [stored] = await mesh()
      .log("counting")
      .read(0 as never, 1);
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
    await rebuildCatalog({ log: subject().log, store: subject().store });
    await restart();
    expect(await metric("availability")).toMatchObject({ observed: "100%", met: true });
  });

  it("minutes add up to hours and days, again and again to the same, and old ones go", async () => {
    const ago = (span: string) => new Date(Date.now() - parseDuration(span) * 1_000).toISOString();
    const one = (span: string) =>
      traffic({ minute: ago(span), answered: 1, latency: { [bucketOf(0.02)]: 1 } });
    await report("gateway-1", one("2h"), one("3h"), one("26h"), one("5d"), one("40d"));
    const project = mesh().as("catalog", "project");
    const asked = async (window: SlaWindow): Promise<number> => {
      const rows = await mesh().admin.query({
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
    const left = await mesh().admin.query({
      text: "select min(slot) > now() - interval '27 hours' as young from catalog_store.sla_counts where unit = 'minute'",
    });
    expect(left).toEqual([{ young: "t" }]);
  });
});
