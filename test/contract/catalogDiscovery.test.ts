import { catalog } from "../../catalog/context.ts";
import { startTestCatalog, type TestCatalog } from "../../catalog/testing/testCatalog.ts";
import { creditOracle, customers, lending, models } from "../../subgraphs/index.ts";
import { startTestMesh, type TestMesh } from "../support/testMesh.ts";

describe("finding products and what they come from", () => {
  let mesh: TestMesh;
  let subject: TestCatalog;
  beforeAll(async () => {
    mesh = await startTestMesh([catalog]);
    subject = await startTestCatalog(mesh.mesh);
    for (const context of [customers, models, creditOracle, lending]) await subject.register(context);
  });
  afterAll(async () => {
    await subject.stop();
    await mesh.stop();
  });

  const asked = async <T>(query: string): Promise<T> => {
    const { data, errors } = await subject.ask(`{ ${query} }`);
    expect(errors).toBeUndefined();
    return data as T;
  };

  describe("lineage", () => {
    interface Lineage {
      readonly nodes: readonly { readonly id: string; readonly distance: number }[];
      readonly edges: readonly { readonly from: string; readonly to: string }[];
      readonly complete: boolean;
    }
    const NODES = "nodes { id distance } edges { from to } complete";
    const lineage = async (name: string, args: string, fields = NODES): Promise<Lineage> => {
      const query = `dataProduct(name: "${name}") { lineage${args} { ${fields} } }`;
      return (await asked<{ dataProduct: { lineage: Lineage } }>(query)).dataProduct.lineage;
    };
    const reached = ({ nodes }: Lineage) => nodes.map(({ id, distance }) => `${distance} ${id}`);

    it("leads upstream to the logs, whatever lies between", async () => {
      const found = await lineage("customer-credit-scores", "(direction: UPSTREAM)");
      expect(reached(found)).toEqual([
        "0 customer-credit-scores@2",
        "1 credit_oracle_events",
        "1 customer-profiles@1",
        "1 model-inferences@1",
        "2 customers_events",
        "2 models_events",
      ]);
      expect(found.complete).toBe(true);
      expect(found.edges).toContainEqual({ from: "customers_events", to: "customer-profiles@1" });
    });

    it("leads downstream, both ways, and as far as asked", async () => {
      const downstream = await lineage("customer-profiles", "(direction: DOWNSTREAM)");
      expect(reached(downstream)).toEqual(["0 customer-profiles@1", "1 customer-credit-scores@2"]);
      expect(reached(await lineage("customer-profiles", ""))).toEqual([
        "0 customer-profiles@1",
        "1 customers_events",
        "1 customer-credit-scores@2",
      ]);
      expect(reached(await lineage("customer-credit-scores", "(depth: 1)"))).toHaveLength(4);
      expect(reached(await lineage("customer-credit-scores", "(depth: 0)"))).toHaveLength(1);
    });

    it("tells of each node what it is, and of each edge which fields come from which", async () => {
      const found = await lineage(
        "customer-credit-scores",
        "(direction: UPSTREAM, depth: 1)",
        `nodes { id kind name distance version title context owner }
         edges { from to kind eventTypes by fields { from to derivation accumulated } }`,
      );
      expect(found.nodes).toContainEqual({
        id: "customer-profiles@1",
        kind: "PRODUCT",
        name: "customer-profiles",
        distance: 1,
        version: "1.0.0",
        title: "Customer Profiles",
        context: "customers",
        owner: "customers",
      });
      const plain = { derivation: "VALUE", accumulated: false };
      expect(found.edges).toContainEqual({
        from: "customer-profiles@1",
        to: "customer-credit-scores@2",
        kind: "JOIN",
        eventTypes: [],
        by: "customerId",
        fields: expect.arrayContaining([{ from: "segment", to: "segment", ...plain }]) as unknown,
      });
      expect(found.edges).toContainEqual({
        from: "credit_oracle_events",
        to: "customer-credit-scores@2",
        kind: "EVENTS",
        eventTypes: ["CREDIT_SCORED"],
        by: null,
        fields: expect.arrayContaining([
          { from: "data.score", to: "score", ...plain },
          { from: "occurredAt", to: "scoredAt", ...plain },
        ]) as unknown,
      });
    });

    it("of a field is told with the field, both ways", async () => {
      interface Fields {
        readonly fields: readonly {
          readonly name: string;
          readonly sources: unknown;
          readonly usedBy: unknown;
        }[];
      }
      const FIELDS = "fields { name sources { input path derivation accumulated } usedBy { product field } }";
      const { profiles, applications } = await asked<{ profiles: Fields; applications: Fields }>(`
        profiles: dataProduct(name: "customer-profiles") { ${FIELDS} }
        applications: dataProduct(name: "loan-applications") { ${FIELDS} }`);
      expect(profiles.fields.find(({ name }) => name === "segment")).toEqual({
        name: "segment",
        sources: [
          { input: "customers_events", path: "data.segment", derivation: "VALUE", accumulated: false },
          { input: "customers_events", path: "data.segment", derivation: "VALUE", accumulated: false },
        ],
        usedBy: [{ product: "customer-credit-scores@2", field: "segment" }],
      });
      expect(applications.fields.find(({ name }) => name === "eventCount")?.sources).toEqual([
        { input: "lending_events", path: "event", derivation: "OCCURRENCE", accumulated: true },
      ]);
      expect(applications.fields.find(({ name }) => name === "outcome")?.sources).toEqual([
        { input: "lending_events", path: "type", derivation: "VALUE", accumulated: true },
      ]);
    });

    it("refuses a depth below zero", async () => {
      const { errors } = await subject.ask(
        `{ dataProduct(name: "customer-profiles") { lineage(depth: -1) { complete } } }`,
      );
      expect(errors?.[0]?.extensions?.["code"]).toBe("BAD_USER_INPUT");
    });
  });

  describe("a search", () => {
    interface Edge {
      readonly node: { readonly name: string; readonly major: number };
      readonly matches: readonly {
        readonly in: string;
        readonly text: string;
        readonly field: string | null;
      }[];
    }
    const hits = async (search: string): Promise<readonly Edge[]> =>
      (
        await asked<{ dataProducts: { edges: readonly Edge[] } }>(
          `dataProducts(search: ${JSON.stringify(search)}) { edges { node { name major } matches { in text field } } }`,
        )
      ).dataProducts.edges;

    it.each([
      ["a regime", "AML-CTF", "loan-applications", { in: "TAG", text: "AML-CTF", field: null }],
      [
        "a purpose",
        "workforce planning",
        "loan-officers",
        { in: "PURPOSE", text: "workforce-planning", field: null },
      ],
      [
        "a context",
        "oracle",
        "customer-credit-scores",
        { in: "CONTEXT", text: "credit-oracle", field: null },
      ],
      [
        "an owner",
        "machine learning",
        "model-inferences",
        { in: "OWNER", text: "machine-learning", field: null },
      ],
      ["a name", "officers", "loan-officers", { in: "NAME", text: "loan-officers", field: null }],
      ["a title", "officers", "loan-officers", { in: "TITLE", text: "Loan Officers", field: null }],
      [
        "a part of a field",
        "national",
        "customer-profiles",
        { in: "FIELD", text: "nationalId", field: "nationalId" },
      ],
      [
        "another form of a word of a field's description",
        "answering",
        "model-inferences",
        { in: "FIELD_DESCRIPTION", text: "The model that answered", field: "modelName" },
      ],
      [
        "a description",
        "employees",
        "loan-officers",
        {
          in: "DESCRIPTION",
          text: "What each loan officer has handled. About employees: for compliance and the lending team only.",
          field: null,
        },
      ],
    ])("that finds by %s says so", async (_what, search, name, reason) => {
      const found = (await hits(search)).find(({ node }) => node.name === name);
      expect(found?.matches).toContainEqual(reason);
    });

    it("gives every hit a reason, for every word of it", async () => {
      const found = await hits("credit country");
      expect(found.map(({ node }) => `${node.name}@${node.major}`)).toEqual(["customer-credit-scores@2"]);
      const places = found[0]?.matches.map((match) => match.in);
      expect(places).toEqual(expect.arrayContaining(["NAME", "TITLE", "CONTEXT", "PURPOSE", "FIELD"]));
      for (const { matches } of await hits("customer")) expect(matches).not.toEqual([]);
    });

    it("that was none has no reasons", async () => {
      for (const { matches } of await hits(" ")) expect(matches).toEqual([]);
    });
  });

  describe("facets", () => {
    interface Facet {
      readonly name: string;
      readonly values: readonly { readonly value: string; readonly count: number }[];
    }
    const facets = async (args: string): Promise<Record<string, readonly string[]>> => {
      const { dataProducts } = await asked<{ dataProducts: { facets: readonly Facet[] } }>(
        `dataProducts${args} { facets { name values { value count } } }`,
      );
      return Object.fromEntries(
        dataProducts.facets.map(({ name, values }) => [
          name,
          values.map((each) => `${each.value} ${each.count}`),
        ]),
      );
    };

    it("count all products by what they have in common", async () => {
      expect(await facets("")).toEqual({
        OWNER: ["credit-risk 2", "lending 2", "customers 1", "machine-learning 1"],
        CONTEXT: ["credit-oracle 2", "lending 2", "customers 1", "models 1"],
        CLASSIFICATION: ["INTERNAL 6", "IDENTIFIER 4", "PERSONAL 1"],
        COMPLIANCE: ["AML-CTF 5", "GDPR 4", "CCPA 1"],
        STATUS: expect.arrayContaining(["ACTIVE 5"]) as unknown,
        SLA: ["KEPT 6"],
      });
    });

    it("count only what fits the filter", async () => {
      expect(await facets(`(search: "loan", compliance: "GDPR")`)).toEqual({
        OWNER: ["lending 1"],
        CONTEXT: ["lending 1"],
        CLASSIFICATION: ["IDENTIFIER 1", "INTERNAL 1"],
        COMPLIANCE: ["GDPR 1"],
        STATUS: ["ACTIVE 1"],
        SLA: ["KEPT 1"],
      });
    });
  });

  it.each([
    [`(compliance: "CCPA")`, ["customer-profiles@1"]],
    [`(compliance: "ccpa")`, []],
    [`(status: DEPRECATED)`, ["customer-credit-scores@1"]],
    [`(status: RETIRED)`, []],
    [`(status: ACTIVE, context: "credit-oracle")`, ["customer-credit-scores@2"]],
  ])("products are filtered %s", async (args, expected) => {
    const { dataProducts } = await asked<{
      dataProducts: { totalCount: number; nodes: readonly { name: string; major: number }[] };
    }>(`dataProducts${args} { totalCount nodes { name major } }`);
    expect(dataProducts.nodes.map(({ name, major }) => `${name}@${major}`)).toEqual(expected);
    expect(dataProducts.totalCount).toBe(expected.length);
  });
});
