import { type ProcessMesh, prepareProcessMesh } from "../support/processMesh.ts";
import { untilReady } from "../support/servedProcess.ts";
import { type CollectedSpan, startTraceCollector, type TraceCollector } from "../support/traceCollector.ts";

const TIMEOUT = 120_000;
const TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
const CALLER_SPAN = "00f067aa0ba902b7";

describe("a query that goes through several processes", () => {
  let mesh: ProcessMesh;
  let collector: TraceCollector;
  let url: string;
  beforeAll(async () => {
    collector = await startTraceCollector();
    mesh = await prepareProcessMesh({ drain: "0s" });
    await mesh.migrate();
    const env = { OTEL_EXPORTER_OTLP_ENDPOINT: collector.url };
    await mesh.start("catalog", { env });
    await Promise.all([
      mesh.start("subgraph-customers", { port: mesh.portsOf("customers")[0] ?? 0, env }),
      mesh.start("projector-customers").then((projector) => untilReady(projector.url)),
    ]);
    url = (await mesh.start("gateway", { env })).url;
    await untilReady(url);
  }, TIMEOUT);
  afterAll(async () => {
    await mesh?.remove();
    await collector?.stop();
  }, TIMEOUT);

  async function ask(query: string, headers: Readonly<Record<string, string>>): Promise<unknown> {
    const response = await fetch(`${url}/graphql`, {
      method: "POST",
      headers: {
        "content-type": "application/json",
        authorization: `Bearer ${await mesh.token("analyst")}`,
        ...headers,
      },
      body: JSON.stringify({ query }),
    });
    return response.json();
  }
  const inTrace = (spans: readonly CollectedSpan[]) => spans.filter(({ traceId }) => traceId === TRACE);

  it(
    "is one trace: of the caller, the gateway, the subgraph and its SQL, each told by its own process",
    async () => {
      const traceparent = `00-${TRACE}-${CALLER_SPAN}-01`;
      const query = "query Profiles { customerProfilesV1(first: 1) { nodes { country } } }";
      expect(await ask(query, { traceparent })).toEqual({ data: { customerProfilesV1: { nodes: [] } } });
      const told = await collector.until((all) => {
        const names = inTrace(all).map(({ name }) => name);
        // What is within another ends before it, and is sent no later.
        return ["graphql query", "answer as customers"].every((name) => names.includes(name));
      });
      const spans = inTrace(told);
      const byId = new Map(spans.map((span) => [span.spanId, span]));
      const pathOf = ({ service, name, parentSpanId = "" }: CollectedSpan): readonly string[] => {
        const parent = byId.get(parentSpanId);
        return [...(parent === undefined ? [parentSpanId] : pathOf(parent)), `${service}: ${name}`];
      };
      const statement = spans.find(({ name }) => name === "sql");
      expect(statement && pathOf(statement)).toEqual([
        CALLER_SPAN,
        "datamesh-gateway: graphql query",
        "datamesh-gateway: execute",
        "datamesh-gateway: ask customers",
        "datamesh-customers: answer as customers",
        "datamesh-customers: sql",
      ]);
      expect(statement?.facts["product"]).toBe("customer-profiles@1");
      for (const span of spans) expect(pathOf(span)[0]).toBe(CALLER_SPAN);
    },
    TIMEOUT,
  );
});
