import { anyone, context, dataProduct, event, id, int, type Owner, upstream, z } from "@datamesh/kernel";
import type { StoredEvent } from "@datamesh/kernel/log";
import { type SlaWindow, type TrafficRow } from "@datamesh/kernel/sla";
import { catalog } from "../../catalog/context.ts";
import { postgresTrafficSink, type SlaMonitor, startSlaMonitor } from "../../catalog/index.ts";
import { SAMPLE_SDL } from "../../catalog/testing/samples.ts";
import { startTestCatalog, type TestCatalog } from "../../catalog/testing/testCatalog.ts";
import { startTestMesh, type TestMesh } from "./testMesh.ts";

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
export const counting = context({
  name: "counting",
  owner,
  events: [Counted, Ignored],
  products: [counts, heartbeats],
});
export const derived = context({
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

/** What the catalog says of one metric over one window. */
export interface Objective {
  readonly metric: string;
  readonly window: SlaWindow;
  readonly objective: string;
  readonly observed: string | null;
  readonly observedValue: number | null;
  readonly met: boolean | null;
  readonly budgetLeft: number | null;
}
/** What it says of a product. */
export interface Measured {
  readonly sla: readonly Objective[];
  readonly lastEventAt: string | null;
  readonly sourceDelaySeconds: number | null;
  readonly silence: string;
}

/** A catalog that measures two contexts, made anew for each test of the file that calls this, and ways to use it. */
export function useServiceLevels() {
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
  const reportGap = (source: string, seconds: number): Promise<void> =>
    postgresTrafficSink(mesh.as("catalog", "project")).record({
      source,
      rows: [],
      gaps: [{ product: "counts", major: 1, seconds }],
    });

  return {
    startMonitor,
    stopMonitor: async () => monitor?.stop(),
    append,
    measured,
    metric,
    until,
    recorded,
    traffic,
    report,
    reportGap,
    mesh: () => mesh,
    subject: () => subject,
    /** Stops the catalog's process and starts another over the same tables. */
    restart: async () => {
      await subject.stop();
      subject = await startTestCatalog(mesh.mesh);
    },
  };
}
