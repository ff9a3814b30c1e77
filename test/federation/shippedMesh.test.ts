import { contextTypeDefs } from "@datamesh/kernel/graphql";
import { describe as descriptorOf } from "@datamesh/kernel/product";
import { parse } from "graphql";
import { catalogSchema } from "../../catalog/graphql/catalogSchema.ts";
import { checkDocument, DEFAULT_LIMITS } from "../../gateway/limits/index.ts";
import { permissions } from "../../gateway/shield/permissions.ts";
import { createMesh } from "../../gateway/supergraph/index.ts";
import type { Mesh, RegisteredSubgraph } from "../../gateway/types.ts";
import { CONTEXTS } from "../../subgraphs/index.ts";

async function shippedSubgraphs(): Promise<readonly RegisteredSubgraph[]> {
  const { sdl } = await catalogSchema();
  const ofContexts = CONTEXTS.map((context) => {
    const products = context.products.map((product) => descriptorOf(context, product));
    return { name: context.name, sdl: contextTypeDefs(products), products };
  });
  return [{ name: "catalog", sdl, products: [] }, ...ofContexts];
}

let asked: string[] = [];
let mesh: Mesh;

beforeAll(async () => {
  mesh = await createMesh({
    subgraphs: await shippedSubgraphs(),
    permissions,
    transportTo: (subgraph) => () => {
      asked.push(subgraph);
      return Promise.reject(new Error("nobody runs here"));
    },
    issueToken: () => Promise.resolve("token"),
  });
});
beforeEach(() => (asked = []));

const ask = (query: string, ...roles: readonly string[]) =>
  mesh.answer(
    { document: parse(query), variables: {} },
    { consumer: { id: "ada", roles, scopes: [] }, requestId: "r1", note: () => undefined },
  );

test("the catalog and every shipped context make one mesh, in which every field has a rule", () => {
  expect(Object.keys(mesh.apiSchema.getQueryType()?.getFields() ?? {})).toEqual(
    expect.arrayContaining(["dataProducts", "node", "customerCreditScoresV2", "loanOfficersV1"]),
  );
});

test("loan officers are for compliance and their own team, and nobody else reaches the lending context", async () => {
  const query = `{ loanOfficersV1 { nodes { officerId } } }`;
  const denied = await ask(query, "analyst");
  expect(denied.errors).toMatchObject([
    { path: ["loanOfficersV1"], extensions: { code: "FORBIDDEN", product: "loan-officers@1" } },
  ]);
  expect(asked).toEqual([]);
  for (const role of ["compliance", "team:lending"]) {
    const { errors } = await ask(query, role);
    expect(errors).toMatchObject([{ extensions: { code: "UNAVAILABLE", context: "lending" } }]);
  }
  expect(asked).toEqual(["lending", "lending"]);
});

test("the catalog is open to every authenticated consumer", async () => {
  const query = `{ dataProducts { nodes { name owner { team } policy { read } } } logs { name } }`;
  const { errors } = await ask(query);
  expect(errors.map(({ extensions }) => extensions?.["code"])).toEqual(["UNAVAILABLE", "UNAVAILABLE"]);
  expect(asked).toEqual(["catalog"]);
});

test("a page of the catalog with all it tells is within the limits, and asked of the catalog alone", async () => {
  const page = `query Page($search: String) {
    me { id roles teams scopes purposes purpose client tenant }
    dataProducts(search: $search, standing: BREACHED, first: 50) {
      totalCount pageInfo { hasNextPage endCursor } facets { name values { value count } }
      edges { matches { in text field } node { ...Card sla(window: H24) { metric objective observed met budgetLeft }
        slaSeries(window: H24) { metric objective objectiveValue points { at observed observedValue met count } }
        changes { since bump changes { path what bump loosensPolicy } }
        fields { ...Governed sources { input eventTypes path derivation } usedBy { product field } }
        lineage { complete nodes { id kind name distance version title context owner contact status }
          edges { from to kind eventTypes by fields { from to derivation accumulated } } } } } } }
    fragment Card on DataProduct { name major version title status standing changedAt description context
      owner { team contact } access { effect rule because purpose declarablePurposes } }
    fragment Governed on ProductField { name type unit description classification mask read nullable
      access { effect mask rule because } example { value masked } }`;
  expect(checkDocument(page, DEFAULT_LIMITS)).toBeUndefined();
  const { errors } = await ask(page);
  expect(errors.map(({ extensions }) => extensions?.["code"])).toEqual(["UNAVAILABLE", "UNAVAILABLE"]);
  expect(asked).toEqual(["catalog"]);
});
