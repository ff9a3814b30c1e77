import { composeServices } from "@theguild/federation-composition";
import { buildSchema, parse } from "graphql";
import type { Logger } from "typeorm";
import { sampleContext, people } from "../../catalog/testing/samples.ts";
import { creditOracle } from "../../subgraphs/index.ts";
import { CONTEXTS, sdlOf, type SampleCatalog, startSampleCatalog } from "../support/sampleCatalog.ts";

describe("the catalog in GraphQL", () => {
  let sample: SampleCatalog;
  let mesh: SampleCatalog["mesh"];
  let subject: SampleCatalog["subject"];
  let codeOf: SampleCatalog["codeOf"];
  beforeAll(async () => {
    sample = await startSampleCatalog();
    ({ mesh, subject, codeOf } = sample);
  });
  afterAll(() => sample?.stop());

  it("composes with the subgraphs of the contexts into one supergraph", () => {
    const subgraphs = [
      { name: "catalog", sdl: subject.sdl },
      ...CONTEXTS.map((each) => ({ name: each.name, sdl: sdlOf(each) })),
    ];
    const { errors, supergraphSdl } = composeServices(
      subgraphs.map(({ name, sdl }) => ({ name, typeDefs: parse(sdl) })),
    );
    expect(errors).toBeUndefined();
    expect(() => buildSchema(supergraphSdl ?? "", { assumeValidSDL: true })).not.toThrow();
  });

  it("shows all that a product's owner declared", async () => {
    const { data, errors } = await subject.ask(`{
      dataProduct(name: "customer-credit-scores") {
        name major version title status description context owner { team contact } key
        fields { name type unit description classification mask nullable read }
        inputs { events { log eventTypes } join { product by fields { field from } } }
        links { name product by key } policy { read unmask purposes retention compliance }
        sla(window: H1) { metric objective } relation graphqlType
      }
    }`);
    expect(errors).toBeUndefined();
    const product = data?.["dataProduct"] as Record<string, unknown>;
    expect(product).toMatchObject({
      name: "customer-credit-scores",
      major: 2,
      version: "2.0.0",
      title: "Customer Credit Scores",
      status: "ACTIVE",
      context: "credit-oracle",
      owner: { team: "credit-risk", contact: "credit-risk@datamesh.example" },
      key: "customerId",
      relation: "customer_credit_scores_v2",
      graphqlType: "CustomerCreditScoreV2",
      inputs: [
        { events: { log: "credit_oracle_events", eventTypes: ["CREDIT_SCORED"] }, join: null },
        {
          events: null,
          join: {
            product: "customer-profiles@1",
            by: "customerId",
            fields: expect.arrayContaining([{ field: "segment", from: "segment" }]) as unknown,
          },
        },
        { join: { product: "model-inferences@1", by: "inferenceId" } },
      ],
      links: [
        { name: "customer", product: "customer-profiles@1", by: "customerId", key: "customerId" },
        { name: "inference", product: "model-inferences@1", by: "inferenceId", key: "inferenceId" },
      ],
      policy: {
        read: "role analyst or role frontend or role compliance",
        unmask: "nobody",
        purposes: ["credit-decision", "reporting", "compliance"],
        retention: "7y",
        compliance: ["GDPR", "AML-CTF"],
      },
      sla: [
        { metric: "latencyP95", objective: "100ms" },
        { metric: "freshness", objective: "1m" },
        { metric: "availability", objective: "99.9%" },
        { metric: "completeness", objective: "100%" },
      ],
    });
    const fields = product["fields"] as readonly { readonly name: string }[];
    expect(fields.map(({ name }) => name)).toEqual(Object.keys(creditOracle.products[1]?.fields ?? {}));
    expect(fields[1]).toEqual({
      name: "score",
      type: "int",
      unit: "points",
      description: "0 to 1000, higher is safer",
      classification: "INTERNAL",
      mask: null,
      nullable: false,
      read: null,
    });
  });

  it("shows how personal fields are masked", async () => {
    const { data } = await subject.ask(
      `{ dataProduct(name: "customer-profiles") { fields { name classification mask } } }`,
    );
    expect(data?.["dataProduct"]).toEqual({
      fields: expect.arrayContaining([
        { name: "customerId", classification: "IDENTIFIER", mask: null },
        { name: "nationalId", classification: "PERSONAL", mask: "lastFour" },
        { name: "birthDate", classification: "PERSONAL", mask: "yearOnly" },
        { name: "country", classification: "INTERNAL", mask: null },
      ]) as unknown,
    });
  });

  it("answers an older version when asked for it, and null for what there is not", async () => {
    const { data } = await subject.ask(`{
      old: dataProduct(name: "customer-credit-scores", major: 1) { version }
      future: dataProduct(name: "customer-credit-scores", major: 9) { version }
      unknown: dataProduct(name: "no-such-product") { version }
    }`);
    expect(data).toEqual({ old: { version: "1.0.1" }, future: null, unknown: null });
  });

  it("refuses introspection and unknown fields without a hint", async () => {
    const { errors } = await subject.ask(`{ dataProducts { totalCout } }`);
    expect(errors?.[0]).toMatchObject({ extensions: { code: "GRAPHQL_VALIDATION_FAILED" } });
    expect(errors?.[0]?.message).not.toContain("totalCount");
    expect(await codeOf("{ __schema { queryType { name } } }")).toEqual(["GRAPHQL_VALIDATION_FAILED"]);
  });

  describe("statements", () => {
    const run: string[] = [];
    beforeEach(() => {
      const logger = { logQuery: (query: string) => void run.push(query) };
      subject.readStore.logger = logger as unknown as Logger;
      run.length = 0;
    });

    it("however many products another subgraph names, they are read by one", async () => {
      const representations = CONTEXTS.flatMap((context) => context.products).map(({ name, major }) => ({
        __typename: "DataProduct",
        name,
        major,
      }));
      const missing = { __typename: "DataProduct", name: "no-such-product", major: 1 };
      const { data } = await subject.ask(
        `query ($representations: [_Any!]!) {
           _entities(representations: $representations) { ... on DataProduct { name fields { name } } } }`,
        { representations: [...representations, ...representations, missing] },
      );
      const entities = data?.["_entities"] as readonly ({ name: string } | null)[];
      expect(entities.slice(0, 6).map((each) => each?.name)).toEqual(representations.map(({ name }) => name));
      expect(entities.at(-1)).toBeNull();
      // Beside what is hidden from whoever asks; fields are part of the contract.
      expect(run).toHaveLength(2);
    });

    it("nothing is counted unless it is asked for", async () => {
      await subject.ask("{ dataProducts { nodes { name } } }");
      // What is hidden from whoever asks, and the page.
      expect(run).toHaveLength(2);
      expect(run.join()).not.toMatch(/count\(/i);
    });
  });

  describe("how far the mesh is", () => {
    const activity = (type: string, applicationId: string) => ({
      type,
      data: { applicationId, lifecycle: "COMPLETE", amountRequested: "20000", officerId: "o-1" },
    });

    it("logs tell what is in them, the catalog's own too", async () => {
      await mesh.append("lending", activity("A_SUBMITTED", "a-1"), activity("A_SUBMITTED", "a-2"));
      await mesh.append("lending", activity("W_Afhandelen leads", "a-1"));
      const occurredAt = "2026-01-01T00:00:00.000Z";
      const sung = { id: "sung", type: "SUNG", version: 1, occurredAt, data: {}, metadata: {} };
      await mesh.log("lending").append([sung]);
      const { data } = await subject.ask("{ logs { name context head eventTypes { type count declared } } }");
      expect(data?.["logs"]).toEqual([
        {
          name: "catalog_events",
          context: "catalog",
          head: 11,
          eventTypes: [
            { type: "CONTEXT_REGISTERED", count: 5, declared: true },
            { type: "CONTRACT_PUBLISHED", count: 6, declared: true },
          ],
        },
        { name: "credit_oracle_events", context: "credit-oracle", head: 0, eventTypes: [] },
        { name: "customers_events", context: "customers", head: 0, eventTypes: [] },
        {
          name: "lending_events",
          context: "lending",
          head: 4,
          eventTypes: [
            { type: "A_SUBMITTED", count: 2, declared: true },
            { type: "SUNG", count: 1, declared: false },
            { type: "W_Afhandelen leads", count: 1, declared: true },
          ],
        },
        { name: "models_events", context: "models", head: 0, eventTypes: [] },
      ]);
    });

    it("products tell their position, and how many events wait in quarantine", async () => {
      await mesh.append("customers", {
        type: "PROFILE_UPDATED",
        data: { customerId: "nobody-knows", segment: "sme" },
      });
      await mesh.append("models", {
        type: "INFERENCE_RECORDED",
        data: { inferenceId: "i-1", modelName: "m", modelVersion: "v1", durationMs: 1 },
      });
      await mesh.catchUp();
      const { data } = await subject.ask(`{
        profiles: dataProduct(name: "customer-profiles") { position quarantined quarantinedSince discarded revision }
        inferences: dataProduct(name: "model-inferences") { position quarantined quarantinedSince revision }
      }`);
      expect(data).toEqual({
        profiles: {
          position: 0,
          quarantined: 1,
          quarantinedSince: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/),
          discarded: 0,
          revision: "g1.c1.e0",
        },
        inferences: { position: 1, quarantined: 0, quarantinedSince: null, revision: "g1.c1.e0" },
      });
    });

    it("a context that does not answer is null and takes nothing else with it", async () => {
      await subject.register(sampleContext("elsewhere", people()));
      const { data, errors } = await subject.ask(`{
        logs { context head eventTypes { type } }
        people: dataProduct(name: "people") { version position quarantined }
        profiles: dataProduct(name: "customer-profiles") { position }
      }`);
      expect(errors).toBeUndefined();
      expect(data?.["logs"]).toContainEqual({ context: "elsewhere", head: null, eventTypes: null });
      expect(data?.["logs"]).toContainEqual(
        expect.objectContaining({ context: "models", head: expect.any(Number) as number }),
      );
      expect(data).toMatchObject({
        people: { version: "1.0.0", position: null, quarantined: null },
        profiles: { position: expect.any(Number) as number },
      });
    });
  });
});
