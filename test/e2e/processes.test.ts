import { resolve } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { startBalancedLoad } from "../support/balancedLoad.ts";
import { type ProcessMesh, prepareProcessMesh } from "../support/processMesh.ts";
import { askAt, registerCustomer } from "../support/readYourWrites.ts";
import { type ServedProcess, untilReady } from "../support/servedProcess.ts";

const TIMEOUT = 300_000;
const CONTEXTS = ["credit-oracle", "customers", "lending", "models"] as const;

const QUERY = `{
  customerCreditScoresV2(first: 3, orderBy: [{ field: score, direction: ASC }]) {
    totalCount
    nodes { customerId score segment customer { country } inference { modelName } }
  }
}`;

/** One published document, of the client that development tokens are of. */
const DOCUMENT = resolve(import.meta.dirname, "../support/documents/countScores.graphql");
const CLIENT = "datamesh-development";

interface Scores {
  readonly customerCreditScoresV2: {
    readonly totalCount: number;
    readonly nodes: readonly { customer: { country: string } | null; inference: object | null }[];
  };
}

async function ask(url: string, token: string, query = QUERY) {
  const response = await fetch(`${url}/graphql`, {
    method: "POST",
    headers: { "content-type": "application/json", authorization: `Bearer ${token}` },
    body: JSON.stringify({ query }),
  });
  return (await response.json()) as { data?: Scores | null; errors?: readonly { extensions: object }[] };
}

describe("a mesh that runs as many processes", () => {
  let mesh: ProcessMesh;
  let token: string;
  let catalog: ServedProcess;
  let gateways: ServedProcess[];
  let documentId: string;
  const replicas: ServedProcess[] = [];

  beforeAll(async () => {
    mesh = await prepareProcessMesh({ drain: "3s" });
    await mesh.migrate();
    catalog = await mesh.start("catalog");
    const [firstPorts] = [CONTEXTS.map((context) => mesh.portsOf(context)[0] ?? 0)];
    await Promise.all([
      ...CONTEXTS.map((context, index) =>
        mesh.start(`subgraph-${context}`, { port: firstPorts[index] ?? 0 }).then((started) => {
          if (context === "customers") replicas.push(started);
        }),
      ),
      ...CONTEXTS.map((context) => mesh.start(`projector-${context}`).then(({ url }) => untilReady(url))),
    ]);
    gateways = await Promise.all([mesh.start("gateway"), mesh.start("gateway")]);
    await Promise.all(gateways.map(({ url }) => untilReady(url)));
    token = await mesh.token("analyst");
    await mesh.appendSample();
    await Promise.all(gateways.map(({ url }) => untilAnswered(url)));
  }, TIMEOUT);

  afterAll(() => mesh?.remove(), TIMEOUT);

  /** Asks the document that was published, by its hash. */
  async function askFor(url: string): Promise<{ data?: unknown; errors?: unknown }> {
    const response = await fetch(`${url}/graphql`, {
      method: "POST",
      headers: { "content-type": "application/json", authorization: `Bearer ${token}` },
      body: JSON.stringify({ documentId }),
    });
    return (await response.json()) as { data?: unknown; errors?: unknown };
  }

  /** Waits until everything has been folded and every context is known to the gateway. */
  async function untilAnswered(url: string): Promise<void> {
    for (;;) {
      const { data, errors } = await ask(url, token);
      const { totalCount, nodes = [] } = data?.customerCreditScoresV2 ?? {};
      if (errors === undefined && totalCount === 200 && nodes.every((row) => row.customer && row.inference))
        return;
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
  }

  /** Waits until every gateway looks for both replicas: one has kept that, and the other asks every second. */
  async function untilBothAreKnown(): Promise<void> {
    while ((await mesh.knownAddresses("customers")).length < 2) await sleep(100);
    await sleep(3_000);
  }

  it(
    "answers at one gateway what was appended at the other, and later as of what it was",
    async () => {
      const owner = await mesh.token("owner");
      const [one, other] = gateways.map(({ url }) => ({ url, token: owner }));
      if (one === undefined || other === undefined) throw new Error("two gateways run");
      const query = `{ customerProfileV1(customerId: "fresh") { country } customerCreditScoresV2 { totalCount } }`;
      const before = await askAt(other, query, { datamesh: { cut: true } });
      const position = await registerCustomer(one, "fresh");
      const headers = { "x-datamesh-at-least": `customers=${position}` };
      const after = await askAt(other, query, { headers });
      expect(after.body.data).toMatchObject({ customerProfileV1: { country: "NL" } });
      const asOf = before.body.extensions?.datamesh?.cut;
      const again = await askAt(one, query, { datamesh: { asOf } });
      expect(again.body.data).toEqual(before.body.data);
      expect(again.body.data).toMatchObject({ customerProfileV1: null });
    },
    TIMEOUT,
  );

  it(
    "answers across contexts at every gateway",
    async () => {
      for (const { url } of gateways) {
        const { data, errors } = await ask(url, token);
        expect(errors).toBeUndefined();
        expect(data?.customerCreditScoresV2.totalCount).toBe(200);
        expect(data?.customerCreditScoresV2.nodes).toHaveLength(3);
        expect(data?.customerCreditScoresV2.nodes[0]?.customer?.country).toMatch(/^[A-Z]{2}$/);
      }
    },
    TIMEOUT,
  );

  it(
    "takes events at any gateway, and the same ones at another as those that are known",
    async () => {
      const owner = await mesh.token("owner");
      const offered = JSON.stringify({
        specversion: "1.0",
        id: "processes-1",
        source: "/branch/7",
        type: "CUSTOMER_REGISTERED",
        time: "2026-11-01T10:00:00Z",
        data: {
          customerId: "c-new",
          name: "Ada Lovelace",
          email: "ada@example.com",
          nationalId: "NL-1",
          birthDate: "1984-03-12",
          country: "NL",
          segment: "private",
        },
      });
      const answers = [];
      for (const { url } of gateways) {
        const response = await fetch(`${url}/events/customers`, {
          method: "POST",
          headers: { "content-type": "application/cloudevents+json", authorization: `Bearer ${owner}` },
          body: offered,
        });
        answers.push([response.status, await response.json()]);
      }
      const position = expect.any(Number) as number;
      expect(answers).toEqual([
        [200, { log: "customers", events: [{ id: "processes-1", position, duplicate: false }] }],
        [200, { log: "customers", events: [{ id: "processes-1", position, duplicate: true }] }],
      ]);
      const query = '{ customerProfileV1(customerId: "c-new") { country } }';
      for (;;) {
        const { data } = await ask(gateways[0]?.url ?? "", owner, query);
        if ((data as { customerProfileV1?: object } | null)?.customerProfileV1) break;
        await sleep(100);
      }
    },
    TIMEOUT,
  );

  it(
    "knows at every gateway what was published for a client",
    async () => {
      const published = await mesh.command("documents", "publish", DOCUMENT, "--client", CLIENT, "--json");
      const { documents } = JSON.parse(published) as { documents: readonly { documentId: string }[] };
      documentId = documents[0]?.documentId ?? "";
      for (const { url } of gateways) {
        while ((await askFor(url)).errors !== undefined) await sleep(100);
        expect(await askFor(url)).toEqual({ data: { customerCreditScoresV2: { totalCount: 200 } } });
      }
    },
    TIMEOUT,
  );

  it(
    "changes its gateways one after the other under load, without a failed request",
    async () => {
      const load = startBalancedLoad({
        urls: () => gateways.map(({ url }) => url),
        token,
        query: QUERY,
        clients: 4,
      });
      for (let index = 0; index < gateways.length; index += 1) {
        await load.untilAnswered(20);
        // It still answers while it says that it goes; only then is it replaced.
        await gateways[index]?.stop();
        const next = await mesh.start("gateway");
        await untilReady(next.url);
        gateways = gateways.with(index, next);
      }
      await load.untilAnswered(20);
      expect(await load.stop()).toEqual([]);
      expect(load.answered()).toBeGreaterThanOrEqual(60);
    },
    TIMEOUT,
  );

  it(
    "changes the replicas of a subgraph one after the other under load, without a failed request",
    async () => {
      const ports = mesh.portsOf("customers");
      const start = async (port: number) => {
        const started = await mesh.start("subgraph-customers", { port });
        await untilReady(started.url);
        return started;
      };
      replicas.push(await start(ports[1] ?? 0));
      const load = startBalancedLoad({
        urls: () => gateways.map(({ url }) => url),
        token,
        query: QUERY,
        clients: 4,
      });
      for (const [index, port] of ports.entries()) {
        await load.untilAnswered(20);
        expect(await replicas[index]?.stop()).toBe(0);
        replicas[index] = await start(port);
      }
      await load.untilAnswered(20);
      expect(await load.stop()).toEqual([]);
    },
    TIMEOUT,
  );

  it(
    "measures in the catalog what its gateways answered",
    async () => {
      const query = `{ dataProduct(name: "customer-credit-scores", major: 2) {
        sla(window: H1) { metric observed } } }`;
      const observed = async (): Promise<unknown> => {
        const { data } = (await ask(gateways[0]?.url ?? "", token, query)) as {
          data?: { dataProduct?: { sla: readonly { metric: string; observed: string | null }[] } };
        };
        return data?.dataProduct?.sla.find(({ metric }) => metric === "latencyP95")?.observed;
      };
      while (typeof (await observed()) !== "string") await new Promise((resolve) => setTimeout(resolve, 500));
      expect(await observed()).toMatch(/^\d/);
    },
    TIMEOUT,
  );

  it(
    "loses a replica without notice, and answers from the other",
    async () => {
      const load = startBalancedLoad({
        urls: () => gateways.map(({ url }) => url),
        token,
        query: QUERY,
        clients: 2,
      });
      await untilBothAreKnown();
      await load.untilAnswered(10);
      await replicas[0]?.stop("SIGKILL");
      await load.untilAnswered(40);
      expect(await load.stop()).toEqual([]);
    },
    TIMEOUT,
  );

  it(
    "starts a gateway from the last good supergraph when the catalog is down",
    async () => {
      await catalog.stop("SIGKILL");
      for (const gateway of gateways) await gateway.stop();
      const gateway = await mesh.start("gateway");
      await untilReady(gateway.url);
      const { data, errors } = await ask(gateway.url, token);
      expect(errors).toBeUndefined();
      expect(data?.customerCreditScoresV2.totalCount).toBe(200);
      const { errors: ofCatalog } = await ask(gateway.url, token, "{ dataProducts { totalCount } }");
      expect(ofCatalog?.[0]?.extensions).toMatchObject({ code: "UNAVAILABLE", context: "catalog" });
      expect(gateway.output.stderr).toContain('"from":"file"');
      expect(await askFor(gateway.url)).toEqual({ data: { customerCreditScoresV2: { totalCount: 200 } } });
    },
    TIMEOUT,
  );
});
