import { productCutText } from "@datamesh/kernel/cut";
import type { Statement } from "@datamesh/kernel/postgres";
import { describe as describeProduct } from "@datamesh/kernel/product";
import { createSubgraph, type Subgraph } from "../../kernel/graphql/index.ts";
import { consumerWith, TEST_NOW, TEST_SERVICE_KEY } from "../../kernel/graphql/testing/askSubgraph.ts";
import { EVERY_ROW, postgresReader } from "../../kernel/postgres/read/index.ts";
import { issueServiceToken } from "../../kernel/servicetoken/index.ts";
import { put, shelf, take } from "../support/cutContexts.ts";
import { startTestMesh, type TestMesh } from "../support/testMesh.ts";

const auditor = consumerWith("auditor");
const EDGES =
  "edges { cursor node { item score note id } } pageInfo { hasNextPage startCursor endCursor } totalCount";
const QUERIES = [
  `{ itemsV1(first: 2, orderBy: [{field: score, direction: DESC}]) { ${EDGES} } }`,
  `{ itemsV1(first: 2, where: {score: {gt: 99}}) { ${EDGES} } }`,
  `{ itemsV1 { totalCount } }`,
  `{ itemV1(item: "b") { item score note } }`,
  `{ itemV1(item: "none") { item } }`,
  `query ($after: String) { itemsV1(first: 2, after: $after, orderBy: [{field: score, direction: DESC}]) { ${EDGES} } }`,
];

describe("answers at a cut", () => {
  let mesh: TestMesh;
  let direct: Subgraph;
  let resolved: Subgraph;
  const statements: Statement[] = [];
  beforeAll(async () => {
    mesh = await startTestMesh([shelf]);
    const database = mesh.as("shelf", "read");
    const noting = {
      query: (statement: Statement) => {
        statements.push(statement);
        return database.query(statement);
      },
    };
    const shared = { context: shelf, serviceKey: TEST_SERVICE_KEY, now: () => TEST_NOW };
    direct = await createSubgraph({ ...shared, database: noting });
    resolved = await createSubgraph({ ...shared, database, direct: false });
  });
  afterAll(async () => {
    await direct?.stop();
    await resolved?.stop();
    await mesh?.stop();
  });

  const ask = async (subgraph: Subgraph, query: string, cut: string | undefined, after?: string) => {
    const datamesh = cut === undefined ? {} : { asOf: { "items@1": cut } };
    const body = JSON.stringify({ query, variables: { after }, extensions: { datamesh } });
    const call = { consumer: auditor, body, now: TEST_NOW };
    const token = issueServiceToken({ key: TEST_SERVICE_KEY, subgraph: "shelf", ...call });
    const answer = await subgraph.handle({ authorization: `Bearer ${token}`, requestId: "r", body });
    return String(answer.body);
  };
  const cutNow = async (): Promise<string> => {
    const [declared] = shelf.products;
    if (declared === undefined) throw new Error("the sample has a product");
    const product = describeProduct(shelf, declared);
    const reader = postgresReader({ database: mesh.as("shelf", "read"), schema: shelf.schema, product });
    const { cut } = await reader.count(EVERY_ROW);
    if (cut === undefined) throw new Error("a product tells where it stands");
    return productCutText(cut);
  };
  /** Both answer alike; whether PostgreSQL wrote every answer of ours. */
  const compared = async (cut: string | undefined, after: string): Promise<boolean> => {
    statements.length = 0;
    let wrote = true;
    for (const query of QUERIES) {
      const before = statements.length;
      expect(await ask(direct, query, cut, after)).toBe(await ask(resolved, query, cut, after));
      wrote &&= statements.length === before + 1;
    }
    return wrote;
  };

  it("are the same from both ways, while the product stands at it and after it has moved on", async () => {
    await mesh.append("shelf", put("a", 3), put("b", 1), put("c", 2), put("d", 2));
    await mesh.catchUp();
    const cut = await cutNow();
    const first = JSON.parse(await ask(resolved, QUERIES[0] ?? "", undefined)) as {
      data: { itemsV1: { pageInfo: { endCursor: string } } };
    };
    const { endCursor } = first.data.itemsV1.pageInfo;
    expect(await compared(undefined, endCursor)).toBe(true);
    await compared(cut, endCursor);
    await mesh.append("shelf", put("b", 9), take("c"), put("e", 5));
    await mesh.catchUp();
    expect(await compared(cut, endCursor)).toBe(false);
    await compared(undefined, endCursor);
  });

  it("are refused alike at a cut that is not held", async () => {
    // Of a page and its count either may be the first to fail.
    for (const query of [`{ itemV1(item: "b") { item } }`, "{ itemsV1 { totalCount } }"]) {
      const refused = await ask(direct, query, "g9.p999.e0");
      expect(refused).toContain("AS_OF_UNAVAILABLE");
      expect(refused).toBe(await ask(resolved, query, "g9.p999.e0"));
    }
  });
});
