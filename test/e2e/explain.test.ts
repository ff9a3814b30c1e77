import { type AnalystMesh, startAnalystMesh } from "../support/analystMesh.ts";

const THREE = `query Three { customerCreditScoresV2(first: 3) { nodes { customerId score customer { name country } inference { modelName } } } }`;

interface Told {
  readonly products: readonly Readonly<Record<string, unknown>>[];
  readonly plan: { readonly kind: string } | null;
  readonly subgraphs: readonly { readonly subgraph: string; readonly milliseconds: number }[];
  readonly cache?: string;
}

describe("an answer that explains itself", () => {
  let running: AnalystMesh;
  beforeAll(async () => {
    running = await startAnalystMesh({ LOG_LEVEL: "warn" });
  });
  afterAll(() => running.stop());

  const ask = async (headers: Record<string, string>, body: object) => {
    const answer = await running.ask<{
      data?: object;
      errors?: readonly { message: string }[];
      extensions?: { datamesh?: { explain?: Told } };
    }>(headers, body);
    return { ...answer, told: answer.extensions?.datamesh?.explain };
  };

  it("tells of each product where it stands, what was masked, the plan, and how long each context took", async () => {
    const { told, data } = await ask({ "x-datamesh-explain": "true" }, { query: THREE });
    expect(data).toBeDefined();
    expect(told?.products.map(({ product }) => product).toSorted()).toEqual([
      "customer-credit-scores@2",
      "customer-profiles@1",
      "model-inferences@1",
    ]);
    const profiles = told?.products.find(({ product }) => product === "customer-profiles@1");
    expect(profiles).toMatchObject({
      version: expect.stringMatching(/^1\.\d+\.\d+$/),
      revision: expect.stringMatching(/^g\d+\.c\d+\.e\d+$/),
      position: expect.any(Number),
      ageSeconds: expect.any(Number),
      standing: "KEPT",
      masked: ["name"],
      deprecation: null,
    });
    const objectives =
      told?.products.flatMap(({ sla }) => sla as readonly { readonly metric: string }[]) ?? [];
    expect(objectives.map(({ metric }) => metric)).toEqual(
      expect.arrayContaining(["completeness", "freshness"]),
    );
    expect(told?.plan?.kind).toBe("sequence");
    expect(told?.subgraphs.map(({ subgraph }) => subgraph).toSorted()).toEqual([
      "credit-oracle",
      "customers",
      "models",
    ]);
  });

  it("tells of it on request only, and refuses what is no request for it", async () => {
    expect((await ask({}, { query: THREE })).told).toBeUndefined();
    const asked = await ask({}, { query: THREE, extensions: { datamesh: { explain: true } } });
    expect(asked.told?.products).toHaveLength(3);
    const { status, errors } = await ask({ "x-datamesh-explain": "please" }, { query: THREE });
    expect([status, errors?.[0]?.message]).toEqual([400, "header X-DataMesh-Explain must be true or false"]);
  });

  it("tells whether it was kept", async () => {
    const query = "{ customerCreditScoresV2(first: 2) { nodes { score } } }";
    const explained = async () => (await ask({ "x-datamesh-explain": "true" }, { query })).told;
    let told = await explained();
    while (told?.cache === "miss") told = await explained();
    expect(told).toMatchObject({ cache: "hit", subgraphs: [], plan: { kind: "fetch" } });
  });

  it("has a tag over GET where it may be kept, by which whoever asks again is told that it is the same", async () => {
    const ask = async (query: string, headers: Record<string, string> = {}) => {
      const response = await fetch(`${running.mesh.url}/graphql?query=${encodeURIComponent(query)}`, {
        headers: { authorization: `Bearer ${running.token}`, "apollo-require-preflight": "true", ...headers },
      });
      return { status: response.status, headers: response.headers, body: await response.text() };
    };
    const kept = "{ customerCreditScoresV2(first: 4) { nodes { score } } }";
    /** Asks until the product has been heard of within the last second, as it is nearly always. */
    const get: typeof ask = async (query, headers) => {
      for (;;) {
        const answer = await ask(query, headers);
        if (answer.headers.has("etag")) return answer;
      }
    };
    const first = await get(kept);
    const tag = first.headers.get("etag") ?? "";
    expect([first.status, first.headers.get("cache-control")]).toEqual([200, "private, no-cache"]);
    const again = await get(kept, { "if-none-match": tag });
    expect([again.status, again.body, again.headers.get("etag")]).toEqual([304, "", tag]);
    expect((await get(kept, { "if-none-match": '"other"' })).body).toBe(first.body);
    const typed = await get(kept, { accept: "application/graphql-response+json", "if-none-match": tag });
    expect([typed.status, typed.body]).toEqual([200, first.body]);
    const priced = await ask(kept, { "x-datamesh-cost": "true", "if-none-match": tag });
    expect([priced.status, priced.headers.get("etag")]).toEqual([200, null]);
    expect(JSON.parse(priced.body)).toMatchObject({ extensions: { cost: expect.anything() } });
    const named = await ask('{ __type(name: "Query") { name } }', { "if-none-match": tag });
    expect([named.status, named.headers.get("etag"), named.headers.get("cache-control")]).toEqual([
      200,
      null,
      "no-store",
    ]);
  });
});
