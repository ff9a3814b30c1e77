import { customerProfiles } from "../authorize/testing/products.ts";
import { logLines } from "../http/testing/logLines.ts";
import { callRecorder, LATENCY_BOUNDS, requestRecorder, startTrafficRecorder } from "../measure/index.ts";
import { type AdminServerOptions, startAdminServer } from "./adminServer.ts";
import { callMetrics } from "./callMetrics.ts";
import { productMetrics } from "./productMetrics.ts";
import { requestMetrics } from "./requestMetrics.ts";
import { trafficMetrics } from "./trafficMetrics.ts";

const stops: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const stop of stops.splice(0)) await stop();
});

async function open(metrics: AdminServerOptions["metrics"]): Promise<string> {
  const server = await startAdminServer({ host: "127.0.0.1", port: 0, metrics, log: logLines().log });
  stops.push(() => server.stop());
  return server.url;
}

function traffic() {
  const recorder = startTrafficRecorder({
    sink: { record: () => Promise.resolve() },
    source: "gateway-1",
    now: () => new Date(),
  });
  stops.push(() => recorder.stop());
  return recorder;
}

it("tells what was answered, by product and outcome, and how long it took", async () => {
  const recorder = traffic();
  recorder.record([{ product: customerProfiles, failed: false }], 0.02);
  recorder.record([{ product: customerProfiles, failed: true }], 3);
  const url = await open(() => Promise.resolve(trafficMetrics(recorder.totals())));
  const response = await fetch(`${url}/metrics`);
  expect(response.headers.get("content-type")).toBe("text/plain; version=0.0.4; charset=utf-8");
  const lines = (await response.text()).split("\n");
  const of = `product="customer-profiles",major="1"`;
  expect(lines).toEqual(
    expect.arrayContaining([
      `datamesh_product_requests_total{${of},outcome="answered"} 1`,
      `datamesh_product_requests_total{${of},outcome="failed"} 1`,
      `datamesh_product_latency_seconds_bucket{${of},le="0.01"} 0`,
      `datamesh_product_latency_seconds_bucket{${of},le="0.025"} 1`,
      `datamesh_product_latency_seconds_bucket{${of},le="+Inf"} 2`,
      `datamesh_product_latency_seconds_sum{${of}} 3.02`,
      `datamesh_product_latency_seconds_count{${of}} 2`,
    ]),
  );
  expect(lines.filter((line) => line.includes("_bucket"))).toHaveLength(LATENCY_BOUNDS.length + 1);
});

it("tells what came of requests and of calls, under labels that nobody who asks can choose", async () => {
  const requests = requestRecorder();
  const calls = callRecorder();
  const ended = { route: "graphql", status: 200, seconds: 0.02 };
  requests.record({ ...ended, code: undefined });
  requests.record({ ...ended, code: "UNAVAILABLE" });
  requests.record({ ...ended, status: 413, code: "BODY_LIMIT_EXCEEDED" });
  requests.record({ ...ended, status: 499, code: "what somebody wrote" });
  calls.record("customers", "answered", 0.002);
  calls.record("customers", "UNAVAILABLE", 30);
  const url = await open(() => Promise.resolve([...requestMetrics(requests), ...callMetrics(calls)]));
  const lines = (await (await fetch(`${url}/metrics`)).text()).split("\n");
  expect(lines).toEqual(
    expect.arrayContaining([
      'datamesh_http_requests_total{route="graphql",status="2xx"} 2',
      'datamesh_http_requests_total{route="graphql",status="4xx"} 2',
      'datamesh_http_failures_total{route="graphql",code="UNAVAILABLE"} 1',
      'datamesh_http_failures_total{route="graphql",code="BODY_LIMIT_EXCEEDED"} 1',
      'datamesh_http_request_seconds_bucket{route="graphql",le="0.01"} 0',
      'datamesh_http_request_seconds_bucket{route="graphql",le="0.025"} 4',
      'datamesh_http_request_seconds_count{route="graphql"} 4',
      'datamesh_subgraph_calls_total{subgraph="customers",outcome="answered"} 1',
      'datamesh_subgraph_calls_total{subgraph="customers",outcome="UNAVAILABLE"} 1',
      'datamesh_subgraph_call_seconds_bucket{subgraph="customers",le="0.005"} 1',
      'datamesh_subgraph_call_seconds_bucket{subgraph="customers",le="10"} 1',
      'datamesh_subgraph_call_seconds_bucket{subgraph="customers",le="+Inf"} 2',
    ]),
  );
  expect(lines.filter((line) => line.startsWith("datamesh_http_failures_total"))).toHaveLength(2);
});

it("leaves out a completeness that is not known", async () => {
  const gauges = { major: 1, position: 3, lag: 0, quarantined: 0, freshness: 0 };
  const url = await open(() =>
    Promise.resolve(
      productMetrics([
        { ...gauges, name: "known", completeness: 0.5 },
        { ...gauges, name: "empty", completeness: null },
      ]),
    ),
  );
  const text = await (await fetch(`${url}/metrics`)).text();
  expect(text.match(/^datamesh_product_completeness_ratio.*/gm)).toEqual([
    `datamesh_product_completeness_ratio{product="known",major="1"} 0.5`,
  ]);
});

it("says that the process lives also when nothing can be measured", async () => {
  const url = await open(() => Promise.reject(new Error("the database is down")));
  const metrics = await fetch(`${url}/metrics`);
  expect(metrics.status).toBe(500);
  expect(await metrics.text()).not.toContain("database");
  expect((await fetch(`${url}/health/live`)).status).toBe(200);
});

it("has nothing of the door: no query, no playground", async () => {
  const url = await open(() => Promise.resolve([]));
  for (const path of ["/graphql", "/playground", "/"]) expect((await fetch(url + path)).status).toBe(404);
});

it("names its own setting when its port is taken", async () => {
  const taken = await open(() => Promise.resolve([]));
  const port = Number(new URL(taken).port);
  const second = startAdminServer({
    host: "127.0.0.1",
    port,
    metrics: () => Promise.resolve([]),
    log: logLines().log,
  });
  await expect(second).rejects.toThrow("set DATAMESH_ADMIN_PORT");
});
