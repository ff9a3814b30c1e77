import { contextTypeDefs } from "@datamesh/kernel/graphql";
import { describe as descriptorOf } from "@datamesh/kernel/product";
import { parse } from "graphql";
import { catalogSchema } from "../../catalog/graphql/catalogSchema.ts";
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
