import { openDatabase, type Database } from "@datamesh/kernel/postgres";
import { describe as describeProduct, type Row } from "@datamesh/kernel/product";
import fc from "fast-check";
import { sampleCustomers, sampleLending } from "../../kernel/postgres/read/testing/sampleContexts.ts";
import { operatorsOf, parsePageRequest, postgresReader } from "../../kernel/postgres/read/index.ts";
import { compareRows, holds } from "../../kernel/postgres/read/testing/compareRows.ts";
import { createRelations, putRows } from "../../kernel/postgres/read/testing/productRows.ts";
import { createTestDatabase, type TestDatabase } from "../support/createDatabase.ts";

const [declared] = sampleLending.products;
if (declared === undefined) throw new Error("the sample has a product");
const product = describeProduct(sampleLending, declared);
const fields = new Map(product.fields.map((field) => [field.name, field]));

/** The values rows and filters are made of, so that filters often hold. */
const VALUES: Readonly<Record<string, readonly unknown[]>> = {
  applicationId: ["k1", "k2", "k3", 'k"4', "k\\5"],
  customerId: ["c1", "c2"],
  score: [-1, 0, 700],
  confidence: [-0.1, 0.1, 0.30000000000000004],
  amount: ["-0.01", "0.00", "9.90", "10.00"],
  clicks: ["-9223372036854775808", "9007199254740993", "9007199254740992"],
  urgent: [true, false],
  submittedOn: ["2011-10-01", "2400-02-29"],
  decidedAt: ["2011-10-01T06:08:58.256Z", "2011-10-01T06:08:58.257Z"],
  outcome: ["APPROVED", "DECLINED", "PENDING"],
  channel: ["WEB", "BRANCH"],
  comment: ["", "a", "a%", "a_", "ab", "A\\", "{a,b}", "NULL", "é", "' or true --"],
};
const filtered = product.fields.filter((field) => VALUES[field.name] !== undefined);

const row = fc.record(
  Object.fromEntries(
    filtered.map(({ name, optional }) => {
      const values = VALUES[name] ?? [];
      return [name, optional ? fc.constantFrom(null, ...values) : fc.constantFrom(...values)];
    }),
  ),
);
const rows: fc.Arbitrary<readonly Row[]> = fc.uniqueArray(row, {
  selector: (each) => each["applicationId"],
  minLength: 1,
  maxLength: 5,
});

const condition = fc.constantFrom(...filtered).chain((field) =>
  fc.constantFrom(...operatorsOf(field)).chain((operator) => {
    const value = fc.constantFrom(...(VALUES[field.name] ?? []));
    const operand =
      operator === "isNull" ? fc.boolean() : operator === "in" ? fc.array(value, { maxLength: 3 }) : value;
    return operand.map((given) => ({ [field.name]: { [operator]: given } }));
  }),
);
const { where } = fc.letrec<{ where: object }>((tie) => ({
  where: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    condition,
    fc.array(tie("where"), { maxLength: 3 }).map((of) => ({ and: of })),
    fc.array(tie("where"), { maxLength: 3 }).map((of) => ({ or: of })),
    tie("where").map((of) => ({ not: of })),
    fc.tuple(condition, tie("where")).map(([one, other]) => ({ ...one, ...other })),
  ),
}));

describe("a filter in PostgreSQL", () => {
  let test: TestDatabase;
  let database: Database;

  beforeAll(async () => {
    test = await createTestDatabase("filters");
    database = openDatabase(test.url);
    await createRelations(database, sampleLending);
    await createRelations(database, sampleCustomers);
  });

  afterAll(async () => {
    await database?.end();
    await test?.drop();
  });

  it("holds for the rows, and the count, that its meaning says", async () => {
    const reader = postgresReader({ database, schema: sampleLending.schema, product });
    await fc.assert(
      fc.asyncProperty(rows, fc.array(where, { minLength: 3, maxLength: 8 }), async (table, filters) => {
        await putRows(database, sampleLending, declared, table);
        for (const filter of filters) {
          const request = parsePageRequest(product, { where: filter });
          const expected = table
            .filter((each) => holds(fields, request.where, each))
            .toSorted((a, b) => compareRows(request.ordering, a, b))
            .map((each) => each["applicationId"]);
          const page = await reader.page(request, []);
          expect(page.rows.map((each) => each["applicationId"])).toEqual(expected);
          expect((await reader.count(request.where)).count).toBe(expected.length);
        }
      }),
      { numRuns: 100 },
    );
  });

  it.each([
    ["a%", ["a%b"]],
    ["a_", ["a_c"]],
    ["a", ["a%b", "a_c", "abc"]],
    ["A", ["A"]],
    ["\\", ["\\"]],
    ["", ["A", "\\", "a%b", "a_c", "abc"]],
  ])("takes the text %j that another starts with as it is, wildcards and all", async (start, found) => {
    const comments = ["abc", "a%b", "a_c", "A", "\\", null];
    const table = comments.map((comment, index) => ({ applicationId: `k${index}`, score: 0, comment }));
    await putRows(database, sampleLending, declared, table);
    const reader = postgresReader({ database, schema: sampleLending.schema, product });
    const orderBy = [{ field: "comment" }];
    const request = parsePageRequest(product, { where: { comment: { startsWith: start } }, orderBy });
    const page = await reader.page(request, []);
    expect(page.rows.map((each) => each["comment"])).toEqual(found);
  });

  it("finds personal values and subjects by equality, though they are stored as envelopes", async () => {
    const [profiles] = sampleCustomers.products;
    if (profiles === undefined) throw new Error("the sample has a product");
    const person = { name: 'Ada "L"', nationalId: "NL-1", birthDate: "1984-03-12", income: 7, country: "NL" };
    await putRows(database, sampleCustomers, profiles, [
      { ...person, customerId: "c1", riskNote: "-" },
      { ...person, customerId: "c2", riskNote: "-", name: "Bob", income: 8, birthDate: null },
    ]);
    const described = describeProduct(sampleCustomers, profiles);
    const reader = postgresReader({ database, schema: sampleCustomers.schema, product: described });
    const found = async (filter: object): Promise<readonly unknown[]> => {
      const { rows: page } = await reader.page(parsePageRequest(described, { where: filter }), []);
      return page.map((each) => each["customerId"]);
    };
    expect(await found({ name: { eq: 'Ada "L"' } })).toEqual(["c1"]);
    expect(await found({ income: { in: [8, 9] } })).toEqual(["c2"]);
    expect(await found({ birthDate: { eq: "1984-03-12" } })).toEqual(["c1"]);
    expect(await found({ birthDate: { isNull: true } })).toEqual(["c2"]);
    expect(await found({ customerId: { in: ["c2", "c3"] } })).toEqual(["c2"]);
  });
});
