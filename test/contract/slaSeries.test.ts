import { bucketOf, type SlaWindow, type TrafficRow } from "@datamesh/kernel/sla";
import { catalog } from "../../catalog/context.ts";
import { postgresTrafficSink } from "../../catalog/index.ts";
import { rollUp } from "../../catalog/sla/rollUp.ts";
import { people, sampleContext, visits } from "../../catalog/testing/samples.ts";
import { startTestCatalog, type TestCatalog } from "../../catalog/testing/testCatalog.ts";
import { startTestMesh, type TestMesh } from "../support/testMesh.ts";

interface Series {
  readonly metric: string;
  readonly points: readonly {
    readonly at: string;
    readonly count: number;
    readonly observed: string | null;
  }[];
}
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

describe("objectives over time", () => {
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

  /** The beginning of the slot of so many milliseconds in which a moment lies. */
  const slotOf = (moment: number, size: number): string =>
    new Date(Math.floor(moment / size) * size).toISOString();
  const report = (source: string, moment: number, row: Partial<TrafficRow>): Promise<void> =>
    postgresTrafficSink(mesh.as("catalog", "project")).record({
      source,
      rows: [
        {
          minute: new Date(moment).toISOString(),
          product: "people",
          major: 1,
          version: "1.0.0",
          answered: 0,
          failed: 0,
          latency: {},
          ...row,
        },
      ],
    });
  const answered = (answers: number, seconds: number): Partial<TrafficRow> => ({
    answered: answers,
    latency: { [bucketOf(seconds)]: answers },
  });
  const series = async (window: SlaWindow, more = "", name = "people"): Promise<readonly Series[]> => {
    const { data, errors } = await subject.ask(`{ dataProduct(name: "${name}") {
      slaSeries(window: ${window}${more}) { metric points { at observed count } } } }`);
    expect(errors).toBeUndefined();
    return (data as { dataProduct: { slaSeries: readonly Series[] } }).dataProduct.slaSeries;
  };
  const points = async (window: SlaWindow) => (await series(window, ", metric: latencyP95"))[0]?.points;

  it("have a point for each slot in which something was observed, the oldest first", async () => {
    const now = Date.now();
    await report("gateway-1", now - 30 * MINUTE, answered(2, 3));
    await report("gateway-1", now, answered(3, 0.02));
    await report("gateway-2", now, answered(4, 0.02));
    expect(await points("H1")).toEqual([
      { at: slotOf(now - 30 * MINUTE, MINUTE), observed: "3s", count: 2 },
      { at: slotOf(now, MINUTE), observed: "20ms", count: 7 },
    ]);
    expect((await series("H1")).map(({ metric, points: { length } }) => `${metric} ${length}`)).toEqual([
      "latencyP95 2",
      "freshness 0",
      "availability 2",
      "completeness 0",
    ]);
    expect((await series("H1", "", "visits")).flatMap((each) => each.points)).toEqual([]);
  });

  it("have minutes in an hour, hours in a day and days in thirty, whatever was added up already", async () => {
    const now = Date.now();
    const moments = [now - 40 * DAY, now - 3 * DAY, now - 26 * HOUR, now - 3 * HOUR - 5 * MINUTE, now];
    for (const [n, moment] of moments.entries()) await report("gateway", moment, answered(n + 1, 0.02));
    await rollUp(mesh.as("catalog", "project"), "all");
    const bySlot = (size: number, since: number) => {
      const counts = new Map<string, number>();
      for (const [n, moment] of moments.entries()) {
        if (moment < since) continue;
        const at = slotOf(moment, size);
        counts.set(at, (counts.get(at) ?? 0) + n + 1);
      }
      return [...counts].map(([at, count]) => ({ at, count, observed: "20ms" }));
    };
    expect(await points("H1")).toEqual(bySlot(MINUTE, now - HOUR));
    expect(await points("H24")).toEqual(bySlot(HOUR, now - DAY));
    expect(await points("D30")).toEqual(bySlot(DAY, now - 29 * DAY));
    expect(await points("D30")).not.toEqual([]);
  });

  it("are refused without a window", async () => {
    const { errors } = await subject.ask(`{ dataProduct(name: "people") { slaSeries { metric } } }`);
    expect(errors).toMatchObject([{ extensions: { code: "GRAPHQL_VALIDATION_FAILED" } }]);
  });
});
