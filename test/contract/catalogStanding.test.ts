import type { DataProduct } from "@datamesh/kernel";
import type { Logger } from "typeorm";
import { catalog } from "../../catalog/context.ts";
import { rebuildCatalog, recordBreach } from "../../catalog/index.ts";
import { people, sampleContext, visits } from "../../catalog/testing/samples.ts";
import { sampleBreach } from "../../catalog/testing/sampleRecords.ts";
import { startTestCatalog, type TestCatalog } from "../../catalog/testing/testCatalog.ts";
import { startTestMesh, type TestMesh } from "../support/testMesh.ts";

const changed = (product: DataProduct, change: Partial<DataProduct>): DataProduct =>
  Object.freeze({ ...product, ...change });

describe("how the catalog's products stand", () => {
  let mesh: TestMesh;
  let subject: TestCatalog;
  beforeEach(async () => {
    mesh = await startTestMesh([catalog]);
    subject = await startTestCatalog(mesh.mesh);
    await subject.register(sampleContext("registry", people(), visits()));
  });
  afterEach(async () => {
    await subject.stop();
    await mesh.stop();
  });

  const now = (): Date => new Date("2026-11-23T12:00:00.000Z");
  const record = async (
    what: "SLA_BREACHED" | "SLA_RESTORED",
    change: Parameters<typeof sampleBreach>[0] = {},
  ): Promise<void> => {
    await recordBreach(what, sampleBreach(change), { log: subject.log, now });
    await subject.projector.catchUp();
  };
  const asked = async <T>(query: string): Promise<T> => {
    const { data, errors } = await subject.ask(`{ ${query} }`);
    expect(errors).toBeUndefined();
    return data as T;
  };
  interface Page {
    readonly totalCount: number;
    readonly nodes: readonly { readonly name: string; readonly standing: string }[];
    readonly facets: readonly { readonly name: string; readonly values: readonly object[] }[];
  }
  const page = async (args = ""): Promise<Page> =>
    (
      await asked<{ dataProducts: Page }>(
        `dataProducts${args} { totalCount nodes { name standing } facets { name values { value count } } }`,
      )
    ).dataProducts;
  const names = async (args: string): Promise<readonly string[]> =>
    (await page(args)).nodes.map(({ name }) => name);
  const slaOf = ({ facets }: Page) => facets.find(({ name }) => name === "SLA")?.values;

  it("a product is breached until every promise is kept again", async () => {
    const standings = async () => (await page()).nodes.map(({ name, standing }) => `${name} ${standing}`);
    expect(await standings()).toEqual(["people KEPT", "visits KEPT"]);
    await record("SLA_BREACHED");
    await record("SLA_BREACHED", { metric: "completeness" });
    expect(await standings()).toEqual(["people BREACHED", "visits KEPT"]);
    await record("SLA_RESTORED");
    expect(await standings()).toEqual(["people BREACHED", "visits KEPT"]);
    await record("SLA_RESTORED", { metric: "completeness" });
    expect(await standings()).toEqual(["people KEPT", "visits KEPT"]);
  });

  it("products are found by it, together with all else, and counted by it", async () => {
    await record("SLA_BREACHED");
    expect(await names("(standing: BREACHED)")).toEqual(["people"]);
    expect(await names("(standing: KEPT)")).toEqual(["visits"]);
    expect(await names(`(standing: BREACHED, search: "country")`)).toEqual(["people"]);
    expect(await names(`(standing: KEPT, classification: PERSONAL)`)).toEqual([]);
    expect(await names("(standing: BREACHED, status: RETIRED)")).toEqual([]);
    expect(await page("(standing: KEPT)")).toMatchObject({ totalCount: 1 });
    expect(slaOf(await page())).toEqual([
      { value: "BREACHED", count: 1 },
      { value: "KEPT", count: 1 },
    ]);
    expect(slaOf(await page("(standing: BREACHED)"))).toEqual([{ value: "BREACHED", count: 1 }]);
  });

  it("a breach of another major is none of this one", async () => {
    await subject.register(
      sampleContext("registry", people(), changed(people(), { version: "2.0.0", major: 2 }), visits()),
    );
    await record("SLA_BREACHED", { major: 2 });
    const { one, two } = await asked<Record<"one" | "two", object>>(
      `one: dataProduct(name: "people", major: 1) { standing } two: dataProduct(name: "people", major: 2) { standing }`,
    );
    expect([one, two]).toEqual([{ standing: "KEPT" }, { standing: "BREACHED" }]);
  });

  it("when contract, policy or status last changed outlasts a rebuild of the catalog", async () => {
    const changedAt = async () =>
      (await asked<{ dataProduct: { changedAt: string } }>(`dataProduct(name: "people") { changedAt }`))
        .dataProduct;
    const [stored] = await mesh.admin.query({
      text: `select to_char(occurred_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as at
             from catalog.catalog_events where data #>> '{product,name}' = 'people'`,
    });
    expect(await changedAt()).toEqual({ changedAt: stored?.["at"] });
    await rebuildCatalog({ log: subject.log, store: subject.store });
    expect(await changedAt()).toEqual({ changedAt: stored?.["at"] });
  });

  describe("what a major changed", () => {
    const changes = async (major: number, args = ""): Promise<object | null> => {
      const { dataProduct } = await asked<{ dataProduct: { changes: object | null } }>(
        `dataProduct(name: "people", major: ${major}) {
           changes${args} { since bump changes { path what bump loosensPolicy } } }`,
      );
      return dataProduct.changes;
    };
    beforeEach(async () => {
      const { country: _country, ...fields } = people().fields;
      const second = changed(people(), { version: "2.0.0", major: 2, fields });
      const loosened = { ...second.policy, retention: "2y" };
      const third = changed(second, { version: "3.1.0", major: 3, policy: loosened });
      await subject.register(sampleContext("registry", people(), second, third, visits()));
    });

    it("is told against the one before it", async () => {
      expect(await changes(2)).toEqual({
        since: "1.0.0",
        bump: "MAJOR",
        changes: [{ path: "fields.country", what: "removed", bump: "MAJOR", loosensPolicy: false }],
      });
      expect(await changes(3)).toEqual({
        since: "2.0.0",
        bump: "MINOR",
        changes: [
          {
            path: "policy.retention",
            what: "lengthened from 1y to 2y",
            bump: "MINOR",
            loosensPolicy: true,
          },
        ],
      });
    });

    it("is told against any other, and is nothing where there is none", async () => {
      expect(await changes(3, "(since: 1)")).toMatchObject({
        since: "1.0.0",
        bump: "MAJOR",
        changes: [{ path: "fields.country" }, { path: "policy.retention" }],
      });
      expect(await changes(1)).toBeNull();
      expect(await changes(3, "(since: 3)")).toBeNull();
      expect(await changes(3, "(since: 9)")).toBeNull();
    });

    it("is told against a retired one too", async () => {
      const third = changed(people(), { version: "3.1.0", major: 3 });
      await subject.register(sampleContext("registry", third));
      expect(await changes(3)).toMatchObject({ since: "2.0.0" });
    });
  });

  it("however many products, each kind of thing is read by one statement", async () => {
    await record("SLA_BREACHED");
    const run: string[] = [];
    subject.readStore.logger = { logQuery: (query: string) => void run.push(query) } as unknown as Logger;
    const { dataProducts } = await asked<{ dataProducts: { edges: readonly object[] } }>(
      `dataProducts(search: "country", standing: KEPT) { totalCount facets { name } edges { matches { text } node {
         changedAt access { effect because declarablePurposes } standing changes { bump } versions { major }
         sla(window: H1) { met } h1: slaSeries(window: H1) { points { at } } d30: slaSeries(window: D30) { metric }
         lineage { nodes { id status } }
         fields { name access { effect } example { masked } sources { path } } } } }`,
    );
    expect(dataProducts.edges).toHaveLength(1);
    // What is hidden, page, count, facets, matches, breaches, versions, counts and samples, slots of two windows, lineage.
    expect(run).toHaveLength(12);
    await asked(
      `dataProducts { nodes { access { effect } standing changes { bump } slaSeries(window: H24) { metric }
         sla { met } fields { access { effect } example { value } } } }`,
    );
    // What is hidden, page, breaches, versions, counts and samples, slots.
    expect(run).toHaveLength(12 + 7);
  });
});
