import { buildSubgraphSchema } from "@apollo/subgraph";
import { composeServices } from "@theguild/federation-composition";
import fc from "fast-check";
import { type GraphQLSchema, parse } from "graphql";
import { mergeRules } from "../authorize/mergeRules.ts";
import { permissions } from "../shield/permissions.ts";
import type { Answer, Mesh, SubgraphTransport } from "../types.ts";
import { createMesh } from "./createMesh.ts";
import { supergraphMesh } from "./supergraphMesh.ts";
import { type Generate, madeUpBody } from "./testing/madeUpBodies.ts";
import { bankSubgraphs } from "./testing/subgraphs.ts";
import { catalogRules } from "./testing/testMesh.ts";

const LINK = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.3", import: ["@key"])`;
const SHOPS = Object.entries({
  shops: `type Query { shops(first: Int): [Shop!] one(id: ID!): Shop sure: Shop! some: [Shop] }
      type Shop @key(fields: "id") { id: ID! name: String place: Place open: Boolean! }
      type Place { city: String size: Float owner: Owner }
      type Owner @key(fields: "id") { id: ID! }`,
  owners: `type Owner @key(fields: "id") { id: ID! name: String! kind: Kind } enum Kind { A B }
      type Query { owners: [Owner] }`,
  sales: `type Shop @key(fields: "id") { id: ID! sold: Int best: Product }
      type Product @key(fields: "code") { code: String! }`,
  goods: `type Product @key(fields: "code") { code: String! title: String price: Float! }`,
}).map(([name, sdl]) => ({ name, typeDefs: parse(`${LINK}\n${sdl}`) }));

const SHOP = `id called: name place { city size owner { name kind __typename } }
  open ... on Shop { sold best { title price } }`;
const OF_SHOPS = [
  `query ($n: Int) { shops(first: $n) { ${SHOP} } }`,
  `query ($id: ID = "a") { one(id: $id) { ${SHOP} } }`,
  `{ sure { ${SHOP} } }`,
  `{ mine: some { best { price code } sold } }`,
];
/** Rows that declared products link to are asked whether they exist. */
const OF_THE_BANK = [
  `{ customerCreditScoresV2(first: 3) { nodes { score customer { id country kind: __typename } } } }`,
  `{ page: customerCreditScoresV2 { totalCount rows: nodes { customer { country } } pageInfo { hasNextPage endCursor } __typename } }`,
  `{ customerCreditScoresV2 { edges { cursor node { id who: customer { customerId income } } } product { name description } } }`,
  `{ customerCreditScoreV2(customerId: "1") { score customer { country } } }`,
  `{ loanApplicationsV1 { nodes { amount holder: customer { country income } officer { handled } } } }`,
  `{ loanApplicationsV1 { edges { node { officerId officer { officerId handled } } } } }`,
  `{ loanApplicationV1(applicationId: "2") { officer { id } amount } }`,
];
/** Something of which is personal, or stands in a list that is no list of the rows. */
const NEVER_JOINED = [
  `{ customerCreditScoresV2 { nodes { score customer { fullName country } } } }`,
  `{ customerCreditScoresV2 { nodes { customer { country } } edges { node { customer { country } } } } }`,
];

/** A mesh whose subgraphs say what they are told to. */
interface Talking {
  readonly mesh: Mesh;
  readonly schemas: ReadonlyMap<string, GraphQLSchema>;
}

let transportTo: (subgraph: string) => SubgraphTransport;

function shopMesh(): Talking {
  const { supergraphSdl = "" } = composeServices(SHOPS);
  const schemas = new Map(SHOPS.map(({ name, typeDefs }) => [name, buildSubgraphSchema([{ typeDefs }])]));
  return { mesh: supergraphMesh({ supergraphSdl, transportTo: (name) => transportTo(name) }), schemas };
}

async function bankMesh(): Promise<Talking> {
  const bank = bankSubgraphs();
  const mesh = await createMesh({
    subgraphs: bank.map(({ registered }) => registered),
    permissions: mergeRules(permissions, catalogRules),
    transportTo: (name) => transportTo(name),
  });
  return { mesh, schemas: new Map(bank.map(({ registered: { name }, schema }) => [name, schema])) };
}

const called: string[] = [];

/** What a subgraph says, the same whenever the same is asked. */
function saying(schemas: Talking["schemas"], generate: Generate): typeof transportTo {
  const bodies = new Map<string, string>();
  return (subgraph) => (request) => {
    const asked = `${subgraph} ${request.body}`;
    called.push(asked);
    const schema = schemas.get(subgraph);
    if (schema === undefined) throw new Error(`no subgraph ${subgraph}`);
    const body = bodies.get(asked) ?? madeUpBody({ schema, generate }, request.body);
    bodies.set(asked, body);
    return Promise.resolve({ status: 200, body: Buffer.from(body) });
  };
}

async function answerOf(mesh: Mesh, document: ReturnType<typeof parse>, takesText: boolean): Promise<Answer> {
  const consumer = { id: "ada", roles: ["analyst", "risk", "compliance"], scopes: [] };
  called.length = 0;
  const context = { consumer, requestId: "r1", note: () => undefined };
  return mesh.answer({ document, variables: {}, takesText }, context);
}

const shown = ({ data, dataText, ...told }: Answer): string =>
  `${dataText === undefined ? JSON.stringify(data) : dataText.toString()} ${JSON.stringify(told)}`;

/** Answers both ways, and counts how often an answer was joined. */
async function compared(talking: Talking, queries: readonly string[], numRuns: number) {
  const seen = { joined: 0, all: 0 };
  const documents = queries.map((each) => parse(each));
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...documents), fc.gen(), async (document, generate) => {
      transportTo = saying(talking.schemas, (arbitrary) => generate(arbitrary));
      const completed = await answerOf(talking.mesh, document, false);
      const joined = await answerOf(talking.mesh, document, true);
      expect(shown(joined)).toBe(shown(completed));
      expect(new Set(called).size).toBe(called.length);
      seen.all += 1;
      if (joined.dataText !== undefined) seen.joined += 1;
    }),
    // What has been drawn is far too much to be made smaller.
    { numRuns, endOnFailure: true },
  );
  return seen;
}

describe("what is joined of texts is, byte for byte, what completing gives, and nothing is asked twice", () => {
  test.each([
    ["of any supergraph", OF_SHOPS, shopMesh],
    ["of products with links", OF_THE_BANK, bankMesh],
  ])(
    "%s",
    async (_of, queries, started) => {
      const talking = await started();
      for (const query of queries) {
        const { joined, all } = await compared(talking, [query], 200);
        // A property over answers of which none is joined, or all are, would show nothing.
        expect({ query, isShown: joined > 0 && joined < all }).toEqual({ query, isShown: true });
      }
    },
    120_000,
  );
});

test("what is personal, and lists that are not the rows, are never joined", async () => {
  expect(await compared(await bankMesh(), NEVER_JOINED, 60)).toEqual({ joined: 0, all: 60 });
}, 60_000);
