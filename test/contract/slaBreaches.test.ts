import { bucketOf } from "@datamesh/kernel/sla";
import { lockMonitor, saveSampled } from "../../catalog/sla/monitorRow.ts";
import { useServiceLevels } from "../support/serviceLevels.ts";

describe("breaches of service levels", () => {
  const { startMonitor, stopMonitor, append, measured, metric, until, recorded, traffic, report, mesh } =
    useServiceLevels();

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
    await stopMonitor();
    const judged = async () =>
      (await mesh().admin.query({ text: "select judged_at from catalog_store.sla_monitor" }))[0]?.[
        "judged_at"
      ];
    const before = await judged();
    startMonitor();
    await until(judged, (at) => at !== before);
    expect(await recorded("SLA_BREACHED")).toHaveLength(1);
  });

  it("a clock that is set back by hours does not stop the measuring", async () => {
    await mesh().admin.query({
      text: `update catalog_store.sla_monitor set sampled_at = clock_timestamp() + interval '3 hours',
               judged_at = clock_timestamp() + interval '3 hours'`,
    });
    startMonitor();
    const [row] = await until(
      () =>
        mesh().admin.query({
          text: `select sampled_at <= clock_timestamp() and judged_at <= clock_timestamp() as measured
                 from catalog_store.sla_monitor`,
        }),
      ([each]) => each?.["measured"] === "t",
    );
    expect(row).toEqual({ measured: "t" });
  });

  it("a slow answer or two are no breach, many are", async () => {
    const slow = (n: number) => report("gateway-1", traffic({ answered: n, latency: { [bucketOf(9)]: n } }));
    await slow(2);
    startMonitor();
    const judgements = () => mesh().admin.query({ text: "select judged_at from catalog_store.sla_monitor" });
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
    await mesh().catchUp();
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
    const project = mesh().as("catalog", "project");
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
