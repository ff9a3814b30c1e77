import { openDatabase, type Database } from "@datamesh/kernel/postgres";
import { describe as describeProduct, type Row } from "@datamesh/kernel/product";
import { sampleLending } from "../../kernel/postgres/read/testing/sampleContexts.ts";
import { parsePageRequest, postgresReader, writeCursor } from "../../kernel/postgres/read/index.ts";
import { createRelations, putRows } from "../../kernel/postgres/read/testing/productRows.ts";
import { createTestDatabase, type TestDatabase } from "../support/createDatabase.ts";

const [declared] = sampleLending.products;
if (declared === undefined) throw new Error("the sample has a product");
const product = describeProduct(sampleLending, declared);

const ROWS = 20_000;
const PAGE = 10;

interface PlanNode {
  readonly "Node Type": string;
  readonly "Actual Rows": number;
  readonly "Actual Loops": number;
  readonly "Rows Removed by Filter"?: number;
  readonly Plans?: readonly PlanNode[];
}

/** Rows that scans touched, whether or not they were let through. */
function visited(node: PlanNode): number {
  const own = node["Node Type"].includes("Scan") && node.Plans === undefined;
  const rows = (node["Actual Rows"] + (node["Rows Removed by Filter"] ?? 0)) * node["Actual Loops"];
  return (own ? rows : 0) + (node.Plans ?? []).reduce((sum, each) => sum + visited(each), 0);
}

const nodeTypes = (node: PlanNode): readonly string[] => [
  node["Node Type"],
  ...(node.Plans ?? []).flatMap(nodeTypes),
];

describe("a page by an indexed field", () => {
  let test: TestDatabase;
  let database: Database;
  let plan: PlanNode | undefined;

  beforeAll(async () => {
    test = await createTestDatabase("plans");
    database = openDatabase(test.url);
    await createRelations(database, sampleLending);
    const key = (index: number): string => `k${String(index).padStart(6, "0")}`;
    // 50 scores only: every one of them is shared by hundreds of rows. A fifth of the comments is missing.
    const rows: Row[] = Array.from({ length: ROWS }, (_none, index) => ({
      applicationId: key((index * 7_919) % ROWS),
      score: index % 50,
      comment: index % 5 === 0 ? null : `c${index % 100}`,
    }));
    await putRows(database, sampleLending, declared, rows);
    await database.query({
      text: `create index on lending_store.loan_applications_v1_g1 (comment, application_id)`,
    });
  });

  afterAll(async () => {
    await database?.end();
    await test?.drop();
  });

  /** Explains what the reader runs, instead of running it. */
  const explaining = {
    query: async ({ text, values }: { text: string; values?: readonly unknown[] }) => {
      const explain = `explain (analyze, format json, timing off, summary off) ${text}`;
      const [printed] = await database.query({ text: explain, ...(values && { values }) });
      const [found] = JSON.parse(printed?.["QUERY PLAN"] ?? "[]") as readonly { Plan: PlanNode }[];
      plan = found?.Plan;
      return [];
    },
  };

  async function planOf(
    orderBy: readonly object[],
    place: Row | undefined,
    backward = false,
  ): Promise<PlanNode> {
    const { ordering } = parsePageRequest(product, { orderBy });
    const cursor = place && writeCursor(product, ordering, place);
    const page = backward ? { last: PAGE, before: cursor } : { first: PAGE, after: cursor };
    const reader = postgresReader({ database: explaining, schema: sampleLending.schema, product });
    await reader.page(parsePageRequest(product, { ...page, orderBy }), ["amount"]);
    if (plan === undefined) throw new Error("nothing was explained");
    return plan;
  }

  const places: readonly [string, readonly object[], Row][] = [
    ["the key", [], { applicationId: "k015000" }],
    ["a field shared by many rows", [{ field: "score" }], { score: 37, applicationId: "k015000" }],
    ["the same, descending", [{ field: "score", direction: "DESC" }], { score: 3, applicationId: "k000500" }],
    ["a field that may be null", [{ field: "comment" }], { comment: "c51", applicationId: "k010000" }],
    [
      "the end of it, where the nulls are",
      [{ field: "comment" }],
      { comment: null, applicationId: "k015000" },
    ],
    [
      "the nulls that begin a descending order",
      [{ field: "comment", direction: "DESC" }],
      { comment: null, applicationId: "k010000" },
    ],
  ];

  it.each(places)(
    "deep in an order by %s visits no more rows than a few pages",
    async (_name, orderBy, place) => {
      for (const backward of [false, true]) {
        const deep = await planOf(orderBy, place, backward);
        expect(nodeTypes(deep)).not.toContain("Seq Scan");
        // At most one page and one row for each of the three ranges beyond a place.
        expect(visited(deep)).toBeLessThanOrEqual(3 * (PAGE + 1));
        expect(visited(deep)).toBeGreaterThan(0);
      }
    },
  );

  it("at the start visits one page, too", async () => {
    expect(visited(await planOf([{ field: "score" }], undefined))).toBe(PAGE + 1);
  });

  it("by a field without an index would visit all rows, so that this test can tell", async () => {
    const deep = await planOf([{ field: "amount" }], { amount: null, applicationId: "k000500" });
    expect(visited(deep)).toBeGreaterThanOrEqual(ROWS);
  });
});
