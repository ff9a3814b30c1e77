import { describe as descriptorOf } from "@datamesh/kernel/product";
import { catalog } from "../../catalog/context.ts";
import { createCatalogRegistry, startCatalogProjector } from "../../catalog/index.ts";
import { people, SAMPLE_SDL, sampleContext, visits } from "../../catalog/testing/samples.ts";
import { startTestCatalog, type TestCatalog } from "../../catalog/testing/testCatalog.ts";
import { customers } from "../../subgraphs/index.ts";
import { startTestMesh, type TestMesh } from "../support/testMesh.ts";

describe("the registry the gateway composes from", () => {
  let mesh: TestMesh;
  let subject: TestCatalog;
  beforeEach(async () => {
    mesh = await startTestMesh([catalog]);
    subject = await startTestCatalog(mesh.mesh);
  });
  afterEach(async () => {
    await subject.stop();
    await mesh.stop();
  });

  const composition = async (supergraphSdl: string) =>
    ({ ok: true, supergraphSdl, subgraphs: await subject.registry.registeredSubgraphs() }) as const;
  const compositionTypes = async (): Promise<readonly string[]> => {
    await subject.projector.catchUp();
    const { eventTypes } = await subject.log.status();
    return eventTypes
      .filter(({ type }) => type.startsWith("SUPERGRAPH"))
      .map(({ type, count }) => `${type} ${count}`);
  };

  it("holds every context as it registered, the catalog included", async () => {
    await subject.register(customers, "type Query { customers: Boolean }");
    await subject.register(catalog, subject.sdl);
    expect(await subject.registry.registeredSubgraphs()).toEqual([
      { name: "catalog", sdl: subject.sdl, products: [] },
      {
        name: "customers",
        sdl: "type Query { customers: Boolean }",
        products: customers.products.map((product) => descriptorOf(customers, product)),
      },
    ]);
  });

  it("leaves out what is retired", async () => {
    await subject.register(sampleContext("registry", people(), visits()));
    await subject.register(sampleContext("registry", people()));
    const [registry] = await subject.registry.registeredSubgraphs();
    expect(registry?.products.map(({ name }) => name)).toEqual(["people"]);
    const { data } = await subject.ask(
      `{ dataProducts { nodes { name } } dataProduct(name: "visits") { status } }`,
    );
    expect(data).toEqual({
      dataProducts: { nodes: [{ name: "people" }] },
      dataProduct: { status: "RETIRED" },
    });
  });

  it("knows no good supergraph before the first", async () => {
    expect(await subject.registry.lastGoodSupergraph()).toBeUndefined();
  });

  it("keeps the last good supergraph with its subgraphs when a composition fails", async () => {
    await subject.register(customers);
    const good = await composition("a supergraph");
    await subject.registry.recordComposition(good);
    await subject.registry.recordComposition({ ok: false, problems: ["they do not fit"] });
    await subject.projector.catchUp();
    expect(await subject.registry.lastGoodSupergraph()).toEqual({
      supergraphSdl: "a supergraph",
      subgraphs: good.subgraphs,
      composedAt: "2026-11-23T12:00:00.000Z",
    });
    expect((await subject.state()).compositions.problems).toEqual(["they do not fit"]);
  });

  it("records a composition once, and again when another came in between", async () => {
    await subject.register(customers);
    const [good, better] = [await composition("a supergraph"), await composition("another")];
    for (const each of [good, good, better, good]) await subject.registry.recordComposition(each);
    expect(await compositionTypes()).toEqual(["SUPERGRAPH_COMPOSED 3"]);
    expect((await subject.registry.lastGoodSupergraph())?.supergraphSdl).toBe("a supergraph");
    const refused = { ok: false, problems: ["no"] } as const;
    for (const each of [refused, refused, good]) await subject.registry.recordComposition(each);
    expect(await compositionTypes()).toEqual(["SUPERGRAPH_COMPOSED 4", "SUPERGRAPH_REFUSED 1"]);
  });

  it("records reasons that are longer than a record, cut off, and once", async () => {
    await subject.register(customers);
    const refused = { ok: false, problems: ["Query.a: no rule; ".repeat(10_000)] } as const;
    for (const each of [refused, refused]) await subject.registry.recordComposition(each);
    expect(await compositionTypes()).toEqual(["SUPERGRAPH_REFUSED 1"]);
    const [problem = ""] = (await subject.state()).compositions.problems;
    expect(problem).toHaveLength(10_000);
    expect(problem).toMatch(/^Query\.a: no rule; .*…$/);
  });

  it("tells of changed registrations, and of nothing else", async () => {
    let told = 0;
    const unsubscribe = subject.registry.onChange(() => (told += 1));
    await subject.register(customers);
    expect(told).toBeGreaterThan(0);
    const before = told;
    await subject.register(customers);
    await subject.registry.recordComposition(await composition("a supergraph"));
    await subject.projector.catchUp();
    expect(told).toBe(before);
    unsubscribe();
    await subject.register(customers, `${SAMPLE_SDL} # changed`);
    expect(told).toBe(before);
  });

  it("tells of registrations that another process folded", async () => {
    const { log, store, readStore, state } = subject;
    const other = startCatalogProjector({ log, store, pollMilliseconds: 60_000 });
    const registry = createCatalogRegistry({
      log,
      state,
      projector: other,
      store: readStore,
      now: () => new Date(),
    });
    await other.catchUp();
    const told = new Promise<void>((resolve) => registry.onChange(resolve));
    await subject.register(customers);
    other.wake();
    await told;
    expect(await registry.registeredSubgraphs()).toHaveLength(1);
    await other.stop();
  });
});
