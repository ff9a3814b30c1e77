import { openDatabase, type Database } from "@datamesh/kernel/postgres";
import { describe as describeProduct, type Row } from "@datamesh/kernel/product";
import fc from "fast-check";
import { sampleLending } from "../../kernel/postgres/read/testing/sampleContexts.ts";
import {
  isOrderable,
  parsePageRequest,
  postgresReader,
  writeCursor,
} from "../../kernel/postgres/read/index.ts";
import { compareRows } from "../../kernel/postgres/read/testing/compareRows.ts";
import { createRelations, putRows } from "../../kernel/postgres/read/testing/productRows.ts";
import { createTestDatabase, type TestDatabase } from "../support/createDatabase.ts";

const [declared] = sampleLending.products;
if (declared === undefined) throw new Error("the sample has a product");
const product = describeProduct(sampleLending, declared);
const orderable = product.fields.filter(isOrderable).map(({ name }) => name);

/** Few different values, so that ties and nulls are the rule. */
const few = <T>(...values: T[]): fc.Arbitrary<T | null> => fc.constantFrom(null, null, ...values);
const rows: fc.Arbitrary<readonly Row[]> = fc
  .array(
    fc.record({
      score: fc.constantFrom(-1, 0, 700),
      confidence: few(-0.1, 0.1, 0.30000000000000004, 1e-300),
      amount: few("-0.01", "0.00", "1000000000.10", "9.90"),
      clicks: few("-9223372036854775808", "9007199254740993", "9007199254740992"),
      urgent: few(true, false),
      submittedOn: few("2011-10-01", "0044-03-15", "2400-02-29"),
      decidedAt: few("2011-10-01T06:08:58.256Z", "2011-10-01T06:08:58.257Z", "1969-12-31T23:59:59.999Z"),
      outcome: few("APPROVED", "DECLINED"),
      channel: few("WEB", "BRANCH"),
      comment: few("", "a", "A", "é", "z_%", "\u{1F600}"),
    }),
    { maxLength: 25 },
  )
  // Keys in an order of their own, not that of insertion.
  .map((all) => all.map((row, index) => ({ ...row, applicationId: `k${(index * 7) % 31}` })));

const order = fc
  .uniqueArray(
    fc.record({ field: fc.constantFrom(...orderable), direction: fc.constantFrom("ASC", "DESC") }),
    { selector: ({ field }) => field, maxLength: 3 },
  )
  .map((terms) => terms as { field: string; direction: string }[]);

describe("pages of a product in PostgreSQL", () => {
  let test: TestDatabase;
  let database: Database;

  beforeAll(async () => {
    test = await createTestDatabase("paging");
    database = openDatabase(test.url);
    await createRelations(database, sampleLending);
  });

  afterAll(async () => {
    await database?.end();
    await test?.drop();
  });

  const reader = () => postgresReader({ database, schema: sampleLending.schema, product });

  /** Follows cursors from one end to the other; `turn` puts a page's rows where they belong. */
  async function walk(
    orderBy: readonly object[],
    size: number,
    where: object | undefined,
    backward: boolean,
  ): Promise<readonly string[]> {
    const { ordering } = parsePageRequest(product, { orderBy });
    const keys: string[] = [];
    for (let cursor: string | undefined; ;) {
      const sizes = backward ? { last: size, before: cursor } : { first: size, after: cursor };
      const page = await reader().page(parsePageRequest(product, { ...sizes, orderBy, where }), []);
      const found = page.rows.map((row) => String(row["applicationId"]));
      if (backward) keys.unshift(...found);
      else keys.push(...found);
      expect(backward ? page.hasNext : page.hasPrevious).toBe(cursor !== undefined);
      const edge = backward ? page.rows[0] : page.rows.at(-1);
      if (!(backward ? page.hasPrevious : page.hasNext)) return keys;
      if (edge === undefined) throw new Error("a page that has another one is not empty");
      cursor = writeCursor(product, ordering, edge);
    }
  }

  it("are the whole product in order, nothing twice and nothing left out, forward and backward", async () => {
    await fc.assert(
      fc.asyncProperty(rows, order, fc.integer({ min: 1, max: 7 }), async (table, orderBy, size) => {
        await putRows(database, sampleLending, declared, table);
        const { ordering } = parsePageRequest(product, { orderBy });
        const expected = table
          .toSorted((a, b) => compareRows(ordering, a, b))
          .map((row) => row["applicationId"]);
        expect(await walk(orderBy, size, undefined, false)).toEqual(expected);
        expect(await walk(orderBy, size, undefined, true)).toEqual(expected);
      }),
      { numRuns: 80 },
    );
  });

  it("keep to the filter on every page", async () => {
    await fc.assert(
      fc.asyncProperty(rows, order, async (table, orderBy) => {
        await putRows(database, sampleLending, declared, table);
        const { ordering } = parsePageRequest(product, { orderBy });
        const expected = table
          .filter((row) => row["score"] === 700 || row["urgent"] === true)
          .toSorted((a, b) => compareRows(ordering, a, b))
          .map((row) => row["applicationId"]);
        const where = { or: [{ score: { eq: 700 } }, { urgent: { eq: true } }] };
        expect(await walk(orderBy, 2, where, false)).toEqual(expected);
        expect(await walk(orderBy, 2, where, true)).toEqual(expected);
      }),
      { numRuns: 30 },
    );
  });

  it("hold their place when rows before the cursor come and go", async () => {
    const table = ["a", "b", "c", "d"].map((applicationId) => ({ applicationId, score: 1 }));
    await putRows(database, sampleLending, declared, table);
    const first = await reader().page(parsePageRequest(product, { first: 2 }), []);
    const cursor = writeCursor(product, parsePageRequest(product, {}).ordering, first.rows[1] ?? {});
    await putRows(database, sampleLending, declared, [{ applicationId: "A", score: 1 }, ...table.slice(2)]);
    const next = await reader().page(parsePageRequest(product, { first: 2, after: cursor }), []);
    expect(next.rows.map((row) => row["applicationId"])).toEqual(["c", "d"]);
    expect(next.hasNext).toBe(false);
  });

  it("of no rows tell whether there are any", async () => {
    await putRows(database, sampleLending, declared, [{ applicationId: "a", score: 1 }]);
    const page = await reader().page(parsePageRequest(product, { first: 0 }), []);
    expect(page).toEqual({ rows: [], hasNext: true, hasPrevious: false });
  });

  it("read a field the relation does not hold as null, in results, filters and orders", async () => {
    await putRows(database, sampleLending, declared, [
      { applicationId: "a", score: 1, comment: "there" },
      { applicationId: "b", score: 2, comment: "there" },
    ]);
    await database.query({ text: `drop view lending.loan_applications_v1` });
    await database.query({
      text: `create view lending.loan_applications_v1 as select application_id, score from lending_store.loan_applications_v1_g1`,
    });
    const older = postgresReader({
      database,
      schema: sampleLending.schema,
      product,
      stored: (field) => ["applicationId", "score"].includes(field),
    });
    const orderBy = [{ field: "comment", direction: "DESC" }];
    const request = parsePageRequest(product, { first: 1, orderBy, where: { comment: { isNull: true } } });
    const { rows: found, hasNext } = await older.page(request, ["comment", "score"]);
    expect(found).toEqual([{ applicationId: "b", comment: null, score: 2 }]);
    expect(hasNext).toBe(true);
    const after = writeCursor(product, request.ordering, found[0] ?? {});
    const next = await older.page(parsePageRequest(product, { first: 5, orderBy, after }), []);
    expect(next.rows.map((row) => row["applicationId"])).toEqual(["a"]);
  });
});
