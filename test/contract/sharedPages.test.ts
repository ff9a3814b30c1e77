import { openDatabase, type Database, type Statement } from "@datamesh/kernel/postgres";
import { createSubgraph, type Subgraph } from "../../kernel/graphql/index.ts";
import {
  askSubgraph,
  consumerWith,
  TEST_NOW,
  TEST_SERVICE_KEY,
} from "../../kernel/graphql/testing/askSubgraph.ts";
import { sampleLending } from "../../kernel/postgres/read/testing/sampleContexts.ts";
import { createRelations, putRows } from "../../kernel/postgres/read/testing/productRows.ts";
import { createTestDatabase } from "../support/createDatabase.ts";

const analyst = consumerWith("analyst");
const ROWS = 40;
const EDGES =
  "edges { cursor node { id score comment } } pageInfo { hasNextPage hasPreviousPage startCursor endCursor }";
const page = (args: string, selected = EDGES): string =>
  `${args.includes("$after") ? "query ($after: String) " : ""}{ loanApplicationsV1(${args}) { ${selected} } }`;

describe("pages that are asked for at the same time", () => {
  let test: Awaited<ReturnType<typeof createTestDatabase>>;
  let database: Database;
  let direct: Subgraph;
  let resolved: Subgraph;
  let cursors: readonly string[];
  const statements: Statement[] = [];
  beforeAll(async () => {
    test = await createTestDatabase("shared_pages");
    database = openDatabase(test.url);
    const noting = {
      query: (statement: Statement) => {
        statements.push(statement);
        return database.query(statement);
      },
    };
    const shared = { context: sampleLending, serviceKey: TEST_SERVICE_KEY, now: () => TEST_NOW };
    await createRelations(database, sampleLending);
    const [applications] = sampleLending.products;
    if (applications === undefined) throw new Error("the sample has a product");
    const rows = Array.from({ length: ROWS }, (_, index) => ({
      applicationId: `l${index}"'\\`,
      score: index % 7,
      comment: `${index}\n"é`,
    }));
    await putRows(database, sampleLending, applications, rows);
    direct = await createSubgraph({ ...shared, database: noting });
    resolved = await createSubgraph({ ...shared, database, direct: false });
    cursors = await cursorsOf("first: 100");
  });
  afterAll(async () => {
    await direct?.stop();
    await resolved?.stop();
    await database?.end();
    await test?.drop();
  });
  beforeEach(() => void (statements.length = 0));

  const texts = (subgraph: Subgraph, query: string, afters: readonly (string | null)[]) =>
    Promise.all(afters.map(async (after) => (await askSubgraph(subgraph, analyst, query, { after })).text));

  it.each([
    ["forward", "first: 7, after: $after"],
    ["of nothing", "first: 0, after: $after"],
    [
      "in the order of falling keys",
      "first: 7, after: $after, orderBy: [{field: applicationId, direction: DESC}]",
    ],
  ])("share a statement and are each answered as it is alone: %s", async (_how, args) => {
    const query = page(args);
    const afters = await cursorsOf(args.replace(/first: \d, after: \$after/, "first: 100"));
    const together = await texts(direct, query, afters);
    expect(statements.length).toBeLessThanOrEqual(2);
    expect(together).toEqual(await texts(resolved, query, afters));
    expect(new Set(together).size).toBeGreaterThan(1);
  });

  it("are read once where they are the same", async () => {
    const query = page("first: 3, after: $after");
    const answers = await texts(direct, query, [null, null, null, cursors[4] ?? "", cursors[4] ?? ""]);
    expect(statements.map(({ values }) => values)).toEqual([[], [[expect.stringContaining("l")]]]);
    expect(answers[0]).toBe(answers[2]);
    expect(answers[3]).toBe(answers[4]);
  });

  it.each([
    ["another order", "first: 7, orderBy: [{field: score}]", EDGES],
    ["a filter", "first: 7, where: {score: {gt: 2}}", EDGES],
    ["a count", "first: 7", "nodes { id } totalCount"],
    ["many rows", "first: 500", "nodes { id }"],
  ])("keep nobody waiting: with %s each has a statement of its own", async (_what, args, selected) => {
    const query = page(args, selected);
    await texts(direct, query, [null, null, null]);
    expect(statements.length).toBe(3);
  });

  async function cursorsOf(args: string): Promise<readonly string[]> {
    const { text } = await askSubgraph(resolved, analyst, page(args));
    const { data } = JSON.parse(text) as {
      data: { loanApplicationsV1: { edges: readonly { cursor: string }[] } };
    };
    return data.loanApplicationsV1.edges.map(({ cursor }) => cursor);
  }
});
