import { datamesh, makeDataDirectory, type MeshProcess, startMeshProcess } from "../support/meshProcess.ts";
import { registerCustomer } from "../support/readYourWrites.ts";

interface Objective {
  readonly metric: string;
  readonly observed: string | null;
  readonly met: boolean | null;
}

const SCORES = "{ customerCreditScoresV2 { totalCount } }";
const OFFICERS = "{ loanOfficersV1 { totalCount } }";
const TIMEOUT = 120_000;

describe("service levels of a mesh at work", () => {
  let directory: Awaited<ReturnType<typeof makeDataDirectory>>;
  let mesh: MeshProcess | undefined;
  beforeEach(async () => {
    directory = await makeDataDirectory();
  });
  afterEach(async () => {
    await mesh?.stop("SIGKILL");
    await directory.remove();
  });

  it(
    "real traffic is measured, shown in catalog, command and metrics, and kept over a restart",
    async () => {
      const env = { DATAMESH_DATA_DIR: directory.path, DATAMESH_ADMIN_PORT: "0" };
      const running = await startMeshProcess(env);
      mesh = running;
      const { url, output } = mesh;
      const analyst = await mesh.token("analyst");
      const ask = (query: string) => running.ask(analyst, query);
      const objectives = async (name: string): Promise<readonly Objective[]> => {
        const { body } = await ask(
          `{ dataProduct(name: "${name}") { sla(window: H1) { metric observed met } } }`,
        );
        return (body.data as { dataProduct: { sla: readonly Objective[] } }).dataProduct.sla;
      };
      const until = async (name: string, metric: string): Promise<readonly Objective[]> => {
        for (;;) {
          const found = await objectives(name);
          if (found.some((each) => each.metric === metric && each.observed !== null)) return found;
          await new Promise((resolve) => setTimeout(resolve, 200));
        }
      };

      for (let count = 0; count < 3; count += 1) await ask(SCORES);
      const denied = await ask(OFFICERS);
      expect(denied.body.errors).toMatchObject([{ extensions: { code: "FORBIDDEN" } }]);

      const scores = await until("customer-credit-scores", "availability");
      expect(scores).toContainEqual({ metric: "availability", observed: "100%", met: true });
      expect(scores.find(({ metric }) => metric === "latencyP95")?.observed).toMatch(/^\d+(\.\d)?m?s$/);
      const officers = await until("loan-officers", "completeness");
      expect(officers).toContainEqual({ metric: "completeness", observed: "100%", met: true });
      expect(officers).toContainEqual({ metric: "availability", observed: null, met: null });

      const admin = /"url":"(http:\S+?)".*metrics are served/.exec(output.stderr)?.[1] ?? "";
      expect(new URL(admin).hostname).toBe("127.0.0.1");
      const metrics = await (await fetch(`${admin}/metrics`)).text();
      expect(metrics).toContain(
        `datamesh_product_requests_total{product="customer-credit-scores",major="2",outcome="answered"} 3`,
      );
      expect(metrics).not.toMatch(/requests_total\{product="loan-officers"/);
      expect(metrics).toMatch(
        /^datamesh_product_completeness_ratio\{product="loan-officers",major="1"\} 1$/m,
      );
      expect((await fetch(`${url}/metrics`)).status).toBe(404);
      expect(metrics).toMatch(/^datamesh_http_requests_total\{route="graphql",status="2xx"\} \d+$/m);
      expect(metrics).toContain('datamesh_http_failures_total{route="graphql",code="FORBIDDEN"} 1');
      // What the cache answers asks no subgraph.
      const called =
        /^datamesh_subgraph_calls_total\{subgraph="credit-oracle",outcome="answered"\} ([1-3])$/m;
      const [, calls] = called.exec(metrics) ?? [];
      expect(metrics).toContain(`datamesh_subgraph_call_seconds_count{subgraph="credit-oracle"} ${calls}`);
      expect(metrics).toMatch(/^datamesh_tokens_total\{served="hit"\} [1-9]\d*$/m);
      expect(metrics).toMatch(/^datamesh_access_log_write_seconds_count [1-9]\d*$/m);
      expect(metrics).toContain("datamesh_access_log_waiting 0");
      expect(metrics).toContain('datamesh_streams_open{transport="sse"} 0');
      expect(metrics).toMatch(/^datamesh_cache_bytes [1-9]\d*$/m);
      expect(metrics).toMatch(/^datamesh_cache_limit_bytes [1-9]\d*$/m);

      await registerCustomer({ url, token: await mesh.token("owner") }, "s-gap");
      const told = async () => await (await fetch(`${admin}/metrics`)).text();
      const gap = (text: string, what: string): number =>
        Number(
          new RegExp(
            String.raw`^datamesh_announcement_gap_seconds_${what}\{product="customer-profiles",major="1"\} (\S+)$`,
            "m",
          ).exec(text)?.[1],
        );
      while (!(gap(await told(), "count") > 0)) await new Promise((resolve) => setTimeout(resolve, 100));
      expect(gap(await told(), "sum")).toBeGreaterThan(0);
      const fresh = async (): Promise<number> =>
        Number(
          /^datamesh_product_freshness_seconds\{product="customer-profiles",major="1"\} (\S+)$/m.exec(
            await told(),
          )?.[1],
        );
      while (!((await fresh()) > 0)) await new Promise((resolve) => setTimeout(resolve, 100));

      expect(await mesh.stop("SIGTERM")).toBe(0);
      const { code, stdout } = await datamesh(["products", "--json"], env);
      expect(code).toBe(0);
      const reports = JSON.parse(stdout) as readonly { product: string; sla: readonly Objective[] }[];
      expect(reports.find(({ product }) => product === "customer-credit-scores@2")?.sla).toContainEqual(
        expect.objectContaining({ metric: "availability", observed: "100%", met: true }),
      );
    },
    TIMEOUT,
  );
});
