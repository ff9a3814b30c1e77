import { nobody, role } from "@datamesh/kernel";
import type { Consumer } from "@datamesh/kernel/policy";
import { catalog } from "../../catalog/context.ts";
import { people, sampleContext, visits } from "../../catalog/testing/samples.ts";
import { startTestCatalog, type TestCatalog } from "../../catalog/testing/testCatalog.ts";
import { startTestMesh, type TestMesh } from "../support/testMesh.ts";

const whoever = (...roles: readonly string[]): Consumer => ({ id: "ada", roles, scopes: [] });
const registry = sampleContext(
  "registry",
  people({ policy: { read: role("registrar"), unmask: nobody, hidden: true } }),
);
const desk = sampleContext("desk", visits(), people({ name: "guests" }));

describe("a hidden product in the catalog", () => {
  let mesh: TestMesh;
  let subject: TestCatalog;
  beforeAll(async () => {
    mesh = await startTestMesh([catalog]);
    subject = await startTestCatalog(mesh.mesh);
    for (const each of [registry, desk]) await subject.register(each);
  });
  afterAll(async () => {
    await subject.stop();
    await mesh.stop();
  });

  const asked = async (consumer: Consumer, query: string): Promise<unknown> => {
    const { data, errors } = await subject.askAs(consumer, query);
    expect(errors).toBeUndefined();
    return data;
  };

  const PAGE = `{ dataProducts { totalCount nodes { name policy { hidden } } facets { name values { value count } } } }`;

  it("is neither listed nor counted for those who may not read it", async () => {
    const seen = (await asked(whoever(), PAGE)) as { dataProducts: { facets: readonly object[] } };
    expect(seen).toMatchObject({
      dataProducts: {
        totalCount: 2,
        nodes: [
          { name: "guests", policy: { hidden: false } },
          { name: "visits", policy: { hidden: false } },
        ],
      },
    });
    expect(JSON.stringify(seen.dataProducts.facets)).not.toContain("registry");
    expect(await asked(whoever("registrar"), PAGE)).toMatchObject({
      dataProducts: { totalCount: 3, nodes: [{}, { name: "people", policy: { hidden: true } }, {}] },
    });
  });

  it.each([
    ["by its name", `{ found: dataProduct(name: "people") { name } }`, { found: null }],
    ["by its version", `{ found: dataProduct(name: "people", major: 1) { name } }`, { found: null }],
    [
      "by a search",
      `{ found: dataProducts(search: "people") { totalCount nodes { name } } }`,
      { found: { totalCount: 0, nodes: [] } },
    ],
    [
      "by its context",
      `{ found: dataProducts(context: "registry") { totalCount nodes { name } } }`,
      { found: { totalCount: 0, nodes: [] } },
    ],
  ])("is not found %s", async (_how, query, nothing) => {
    expect(await asked(whoever(), query)).toEqual(nothing);
    expect(JSON.stringify(await asked(whoever("registrar"), query))).toContain("people");
  });

  it("is not named by what is derived from it", async () => {
    const query = `{ dataProduct(name: "visits") {
      inputs { join { product } }
      fields { name sources { input } }
      lineage { nodes { id } edges { from to } } } }`;
    expect(JSON.stringify(await asked(whoever(), query))).not.toContain("people");
    expect(JSON.stringify(await asked(whoever("registrar"), query))).toContain("people@1");
  });
});
