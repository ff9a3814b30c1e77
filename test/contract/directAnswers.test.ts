import fc from "fast-check";
import { openDatabase, type Database, type Statement } from "@datamesh/kernel/postgres";
import { createSubgraph, encodeGlobalId, type Subgraph } from "../../kernel/graphql/index.ts";
import {
  askSubgraph,
  consumerWith,
  TEST_NOW,
  TEST_SERVICE_KEY,
} from "../../kernel/graphql/testing/askSubgraph.ts";
import { sampleCustomers, sampleLending } from "../../kernel/postgres/read/testing/sampleContexts.ts";
import { createRelations, putRows } from "../../kernel/postgres/read/testing/productRows.ts";
import { createTestDatabase } from "../support/createDatabase.ts";
import { type Question, randomQuestion, randomRows } from "../support/randomAnswers.ts";
import { person } from "../support/sampleSubgraphs.ts";

/** What the questions' variables are. */
const GIVEN = {
  low: 1,
  key: "l3",
  moment: "2026-01-01T12:00:00+02:00",
  filter: { score: { lte: 4 }, not: { outcome: { eq: "APPROVED" } } },
};
const analyst = consumerWith("analyst");
const compliance = consumerWith("compliance");

describe("what PostgreSQL writes", () => {
  let test: Awaited<ReturnType<typeof createTestDatabase>>;
  let database: Database;
  let direct: readonly Subgraph[];
  let resolved: readonly Subgraph[];
  const written: Statement[] = [];
  beforeAll(async () => {
    test = await createTestDatabase("direct");
    database = openDatabase(test.url);
    const noting = {
      query: (statement: Statement) => {
        written.push(statement);
        return database.query(statement);
      },
    };
    const start = (options: { readonly direct: boolean; readonly database: Pick<Database, "query"> }) =>
      Promise.all(
        [sampleLending, sampleCustomers].map((context) =>
          createSubgraph({ ...options, context, serviceKey: TEST_SERVICE_KEY, now: () => TEST_NOW }),
        ),
      );
    for (const context of [sampleLending, sampleCustomers]) await createRelations(database, context);
    direct = await start({ direct: true, database: noting });
    resolved = await start({ direct: false, database });
  });
  afterAll(async () => {
    await Promise.all([...(direct ?? []), ...(resolved ?? [])].map((subgraph) => subgraph.stop()));
    await database?.end();
    await test?.drop();
  });
  const isWritten = ({ text }: Statement): boolean => /string_agg|as json|as total/.test(text);

  const representations = [
    ...["l0", "l5", "l0", "none"].map((applicationId) => ({
      __typename: "LoanApplicationV1",
      applicationId,
    })),
    { __typename: "LoanApplicationV1", id: encodeGlobalId("LoanApplicationV1", "l2") },
    { __typename: "LoanApplicationV1", id: "%%%" },
    { __typename: "LoanApplicationV1" },
  ];
  const answers = async ({ query, cursorQuery }: Question): Promise<readonly string[]> => {
    const [ours, theirs] = [direct[0], resolved[0]];
    if (ours === undefined || theirs === undefined) throw new Error("both are started");
    const { data } = await askSubgraph(theirs, analyst, cursorQuery);
    const found = data as { loanApplicationsV1?: { pageInfo?: { endCursor?: string } } } | null | undefined;
    const after = found?.loanApplicationsV1?.pageInfo?.endCursor ?? null;
    const variables = { after, representations, ...GIVEN };
    const asked = [ours, theirs].map((subgraph) => askSubgraph(subgraph, analyst, query, variables));
    return (await Promise.all(asked)).map(({ text }) => text);
  };

  it("is byte for byte what resolvers answer, for all rows, selections, filters, orders and pages", async () => {
    const [applications] = sampleLending.products;
    if (applications === undefined) throw new Error("the sample has a product");
    let [asked, byDatabase] = [0, 0];
    const check = fc.asyncProperty(
      randomRows,
      fc.array(randomQuestion, { minLength: 12, maxLength: 12 }),
      async (rows, questions) => {
        await putRows(database, sampleLending, applications, rows);
        for (const question of questions) {
          written.length = 0;
          const [ours, theirs] = await answers(question);
          expect(ours).toBe(theirs);
          asked += 1;
          if (written.length > 0 && written.every(isWritten)) byDatabase += 1;
        }
      },
    );
    await fc.assert(check, { numRuns: 30 });
    // Else this would compare the resolvers with themselves.
    expect(byDatabase / asked).toBeGreaterThan(0.4);
  });

  it("is never what is told of a person, nor anything withheld or masked", async () => {
    const [profiles] = sampleCustomers.products;
    if (profiles === undefined) throw new Error("the sample has a product");
    await putRows(database, sampleCustomers, profiles, [person]);
    const [, ours] = direct;
    const [, theirs] = resolved;
    if (ours === undefined || theirs === undefined) throw new Error("both are started");
    for (const [consumer, field, byDatabase] of [
      [analyst, "country", true],
      [analyst, "customerId country advisorId", true],
      [analyst, "riskNote", false],
      [compliance, "riskNote", true],
      [analyst, "name", false],
      [compliance, "name", false],
      [compliance, "advisor { advisorId }", false],
      [consumerWith("nobody"), "country", false],
    ] as const) {
      written.length = 0;
      const query = `{ customerProfilesV1 { nodes { ${field} } } }`;
      const [mine, other] = [
        await askSubgraph(ours, consumer, query),
        await askSubgraph(theirs, consumer, query),
      ];
      expect(mine.text).toBe(other.text);
      expect([field, written.some(isWritten)]).toEqual([field, byDatabase]);
    }
  });
});
