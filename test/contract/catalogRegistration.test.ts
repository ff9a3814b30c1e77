import { type Context, type DataProduct, nobody } from "@datamesh/kernel";
import { START } from "@datamesh/kernel/log";
import { describeContext, registerContext, type RegistrationOutcome } from "../../catalog/index.ts";
import { catalog } from "../../catalog/context.ts";
import { stateReader } from "../../catalog/projection/index.ts";
import { SAMPLE_SDL } from "../../catalog/testing/samples.ts";
import { startTestCatalog, type TestCatalog } from "../../catalog/testing/testCatalog.ts";
import { creditOracle, customers, lending, models } from "../../subgraphs/index.ts";
import { startTestMesh, type TestMesh } from "../support/testMesh.ts";

const CONTEXTS = [customers, models, creditOracle, lending];

/** A context with its only product changed. */
const changed = (context: Context, change: (product: DataProduct) => Partial<DataProduct>): Context => ({
  ...context,
  products: context.products.map((product) => ({ ...product, ...change(product) })),
});

describe("registration on PostgreSQL", () => {
  let mesh: TestMesh;
  let subject: TestCatalog;
  let outcomes: RegistrationOutcome[];
  beforeEach(async () => {
    mesh = await startTestMesh([...CONTEXTS, catalog], { catalog: "catalog" });
    subject = await startTestCatalog(mesh.mesh);
    outcomes = [];
    for (const context of CONTEXTS) outcomes.push(await subject.register(context));
  });
  afterEach(async () => {
    await subject.stop();
    await mesh.stop();
  });

  const head = async (): Promise<number> => (await subject.log.status()).head;
  const typesAfter = async (after: number): Promise<readonly string[]> =>
    (await subject.log.read(START, 1_000)).slice(after).map(({ type }) => type);

  it("the registered contexts' products are in the catalog", async () => {
    const appended = CONTEXTS.map((context) => 1 + context.products.length);
    expect(outcomes).toEqual(appended.map((count) => ({ ok: true, appended: count, warnings: [] })));
    const { data } = await subject.ask(
      "{ dataProducts { totalCount nodes { name major version context status } } }",
    );
    expect(data?.["dataProducts"]).toMatchObject({
      totalCount: 6,
      nodes: [
        {
          name: "customer-credit-scores",
          major: 2,
          version: "2.0.0",
          context: "credit-oracle",
          status: "ACTIVE",
        },
        {
          name: "customer-credit-scores",
          major: 1,
          version: "1.0.1",
          context: "credit-oracle",
          status: "DEPRECATED",
        },
        { name: "customer-profiles", major: 1, context: "customers" },
        { name: "loan-applications", major: 1, context: "lending" },
        { name: "loan-officers", major: 1, context: "lending" },
        { name: "model-inferences", major: 1, context: "models" },
      ],
    });
  });

  it("registering again appends nothing", async () => {
    const before = await head();
    for (const context of CONTEXTS) {
      expect(await subject.register(context)).toEqual({ ok: true, appended: 0, warnings: [] });
    }
    expect(await head()).toBe(before);
  });

  it("a changed policy appends POLICY_CHANGED only, and the catalog shows it", async () => {
    const before = await head();
    const stricter = changed(models, ({ policy }) => ({ policy: { ...policy, read: nobody } }));
    expect(await subject.register(stricter)).toMatchObject({ ok: true, appended: 1 });
    expect(await typesAfter(before)).toEqual(["POLICY_CHANGED"]);
    const { data } = await subject.ask(`{ dataProduct(name: "model-inferences") { policy { read } } }`);
    expect(data).toEqual({ dataProduct: { policy: { read: "nobody" } } });
  });

  it("a product of another context is refused, and nothing of the registration is recorded", async () => {
    const before = await head();
    const outcome = await subject.register({
      ...models,
      products: [...models.products, ...customers.products],
    });
    expect(outcome).toEqual({
      ok: false,
      problems: ["product customer-profiles belongs to context customers"],
    });
    expect(await head()).toBe(before);
  });

  it("a field that is personal upstream and not downstream is refused", async () => {
    const exposing = changed(creditOracle, ({ from }) => ({
      from: from.map((input) =>
        input.kind === "join" && input.upstream.product === "customer-profiles@1"
          ? { ...input, take: { ...input.take, segment: "name" } }
          : input,
      ),
    }));
    expect(await subject.register(exposing)).toEqual({
      ok: false,
      problems: [
        "customer-credit-scores@2.segment derives from customer-profiles@1.name, which is personal, and must be personal",
      ],
    });
  });

  it("replicas that register the same at once record it once", async () => {
    const before = await head();
    const changedContext = changed(models, () => ({ description: "Every answer of every model." }));
    const { log, store } = subject;
    const replicas = await Promise.all(
      Array.from({ length: 8 }, async (_, replica) =>
        registerContext(
          { context: describeContext(changedContext), sdl: SAMPLE_SDL },
          {
            log,
            state: stateReader({ log, store }),
            now: () => new Date(Date.UTC(2026, 10, 24, 0, 0, replica)),
          },
        ),
      ),
    );
    expect(replicas.every(({ ok }) => ok)).toBe(true);
    expect(await typesAfter(before)).toEqual(["CONTRACT_PUBLISHED"]);
    await subject.projector.catchUp();
    expect(await mesh.rows("catalog_store.catalog_quarantine")).toEqual([]);
  });

  it("versions that register at once leave one of them standing as a whole", async () => {
    const { log, store } = subject;
    // Each changes another part of what is registered: together they would be neither.
    const versions = [
      { sdl: "type Query { newer: Boolean }", description: models.products[0]?.description ?? "" },
      { sdl: SAMPLE_SDL, description: "Every answer of every model." },
    ];
    const registered = await Promise.allSettled(
      versions.map(({ sdl, description }) =>
        registerContext(
          { context: describeContext(changed(models, () => ({ description }))), sdl },
          { log, state: stateReader({ log, store }), now: () => new Date() },
        ),
      ),
    );
    expect(registered.map(({ status }) => status)).toContain("fulfilled");
    const { contexts, products } = await subject.state();
    expect(versions).toContainEqual({
      sdl: contexts.get("models")?.sdl,
      description: products.get("model-inferences@1")?.descriptor.description,
    });
  });
});
