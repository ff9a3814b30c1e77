import { startTraceCollector, type CollectedSpan, type TraceCollector } from "../support/traceCollector.ts";
import { type AnalystMesh, startAnalystMesh } from "../support/analystMesh.ts";

const TRACE = "0af7651916cd43dd8448eb211c80319c";
const CALLER = `00-${TRACE}-b7ad6b7169203331-01`;
const QUERY = `query Scores($country: String!, $first: Int!) {
  customerProfilesV1(first: $first, where: { country: { eq: $country } }) { nodes { country } }
  customerCreditScoresV2(first: $first) { nodes { score customer { country } } }
}`;

describe("traces", () => {
  let collector: TraceCollector;
  let running: AnalystMesh;
  beforeAll(async () => {
    collector = await startTraceCollector();
    running = await startAnalystMesh({
      DATAMESH_CACHE_MB: "0",
      OTEL_EXPORTER_OTLP_ENDPOINT: collector.url,
      OTEL_EXPORTER_OTLP_HEADERS: "api-key=collectors%20secret",
      LOG_LEVEL: "info",
    });
  });
  afterAll(async () => {
    await running.stop();
    await collector.stop();
  });

  const ask = (headers: Record<string, string>, body: object) =>
    running.ask<{ data?: unknown; errors?: unknown }>(headers, body);
  const rootOf = (spans: readonly CollectedSpan[], operation: string) =>
    spans.find(({ facts }) => facts["graphql.operation.name"] === operation);

  it("go from the caller through gateway and subgraphs to SQL, each within the one that asked for it", async () => {
    const variables = { country: "secret-country-4711", first: 3 };
    const { errors } = await ask({ traceparent: CALLER }, { query: QUERY, variables });
    expect(errors).toBeUndefined();
    const spans = (await collector.until((all) => rootOf(all, "Scores") !== undefined)).filter(
      ({ traceId }) => traceId === TRACE,
    );
    const byId = new Map(spans.map((span) => [span.spanId, span]));
    const pathOf = ({ name, parentSpanId }: CollectedSpan): string => {
      const parent = byId.get(parentSpanId ?? "");
      return parent === undefined ? `${parentSpanId} > ${name}` : `${pathOf(parent)} > ${name}`;
    };
    const root = "b7ad6b7169203331 > graphql query";
    expect(new Set(spans.map(pathOf))).toEqual(
      new Set([
        root,
        `${root} > authorize`,
        `${root} > execute`,
        ...["customers", "credit-oracle"].flatMap((subgraph) => {
          const asked = `${root} > execute > ask ${subgraph}`;
          return [asked, `${asked} > answer as ${subgraph}`, `${asked} > answer as ${subgraph} > sql`];
        }),
      ]),
    );
    expect(rootOf(spans, "Scores")?.facts).toEqual({
      "http.route": "graphql",
      "http.response.status_code": 200,
      "graphql.operation.type": "query",
      "graphql.operation.name": "Scores",
    });
    expect(new Set(spans.filter(({ name }) => name === "sql").map(({ facts }) => facts["product"]))).toEqual(
      new Set(["customer-profiles@1", "customer-credit-scores@2"]),
    );
    expect(new Set(spans.map(({ service }) => service))).toEqual(new Set(["datamesh-mesh"]));
  });

  it("tell no value: no variable, no argument, no token, nothing of a row", () => {
    const sent = collector.bodies.join("\n");
    expect(sent).toContain("customer-profiles@1");
    for (const value of ["secret-country-4711", running.token, "select", "collectors secret"])
      expect(sent).not.toContain(value);
    expect(collector.headers[0]).toMatchObject({ "api-key": "collectors secret" });
  });

  it("begin anew where the caller names none, or none that is well-formed, and not where it decided against", async () => {
    await ask({ traceparent: CALLER.replace(/01$/, "00") }, { query: "query Unwanted { __typename }" });
    await ask({ traceparent: `${CALLER}, ${CALLER}` }, { query: "query Twice { __typename }" });
    await ask({}, { query: "query Fresh { __typename }" });
    const spans = await collector.until((all) => rootOf(all, "Fresh") !== undefined);
    for (const operation of ["Twice", "Fresh"]) {
      expect(rootOf(spans, operation)?.parentSpanId).toBeUndefined();
      expect(rootOf(spans, operation)?.traceId).not.toBe(TRACE);
    }
    expect(rootOf(spans, "Unwanted")).toBeUndefined();
  });

  it("end with the code of what failed", async () => {
    const began = collector.spans.length;
    await ask({}, { query: "query Wrong { nothingOfThatName }" });
    const spans = await collector.until((all) => all.length > began);
    expect(spans.slice(began)).toMatchObject([{ name: "graphql", failure: "GRAPHQL_VALIDATION_FAILED" }]);
  });

  it("that nobody takes hold up no answer, and that is said once", async () => {
    const lines = (text: string) =>
      (running.mesh.output.stderr + running.mesh.output.stdout).split(text).length - 1;
    collector.answer(400);
    for (let round = 0; round < 2; round += 1) {
      const sent = collector.bodies.length;
      expect((await ask({}, { query: "{ __typename }" })).errors).toBeUndefined();
      await collector.until(() => collector.bodies.length > sent);
    }
    collector.answer(200);
    const before = collector.spans.length;
    await ask({}, { query: "{ __typename }" });
    await collector.until((all) => all.length > before && lines("traces are exported again") === 1);
    expect(lines("traces cannot be exported")).toBe(1);
  });
});
