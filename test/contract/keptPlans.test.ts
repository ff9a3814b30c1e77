import { openDatabase, type Database } from "@datamesh/kernel/postgres";
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
const ROWS = 5_000;
/** Named when it comes for the third time, planned for its values five times, and some more. */
const TIMES = 12;

describe("a statement that comes again and again", () => {
  let test: Awaited<ReturnType<typeof createTestDatabase>>;
  let database: Database;
  let lending: Subgraph;
  beforeAll(async () => {
    test = await createTestDatabase("kept_plans");
    // One connection, whose prepared statements can be looked at.
    database = openDatabase(test.url, { max: 1 });
    await createRelations(database, sampleLending);
    const [applications] = sampleLending.products;
    if (applications === undefined) throw new Error("the sample has a product");
    const rows = Array.from({ length: ROWS }, (_, index) => ({ applicationId: `l${index}`, score: index }));
    await putRows(database, sampleLending, applications, rows);
    await database.query({ text: "analyze" });
    lending = await createSubgraph({
      context: sampleLending,
      database,
      serviceKey: TEST_SERVICE_KEY,
      now: () => TEST_NOW,
    });
  });
  afterAll(async () => {
    await lending?.stop();
    await database?.end();
    await test?.drop();
  });

  it.each([
    ["a row by its key", `{ loanApplicationV1(applicationId: "l7") { score } }`],
    ["a page after a row", "{ loanApplicationsV1(first: 200, after: $after) { nodes { score } } }"],
  ])("is planned no more: %s", async (_what, query) => {
    const first = await askSubgraph(
      lending,
      analyst,
      "{ loanApplicationsV1(first: 3) { pageInfo { endCursor } } }",
    );
    const { data } = JSON.parse(first.text) as {
      data: { loanApplicationsV1: { pageInfo: { endCursor: string } } };
    };
    const after = data.loanApplicationsV1.pageInfo.endCursor;
    await database.query({ text: "deallocate all" });
    const text = query.includes("$after") ? `query ($after: String) ${query}` : query;
    for (let time = 0; time < TIMES; time++) await askSubgraph(lending, analyst, text, { after });
    const plans = await database.query({
      text: "select generic_plans > 0 as kept, custom_plans <= 5 as few from pg_prepared_statements",
    });
    expect(plans).toEqual([{ kept: "t", few: "t" }]);
  });
});
