import { openDatabase, type Statement } from "@datamesh/kernel/postgres";
import { createSubgraph, type Subgraph } from "../../kernel/graphql/index.ts";
import { TEST_NOW, TEST_SERVICE_KEY } from "../../kernel/graphql/testing/askSubgraph.ts";
import { sampleCustomers, sampleLending } from "../../kernel/postgres/read/testing/sampleContexts.ts";
import { createRelations, putRows } from "../../kernel/postgres/read/testing/productRows.ts";
import { createTestDatabase } from "./createDatabase.ts";

/** Rows of the samples, one of every type of value and one of a person. */
export const application = {
  applicationId: "173688",
  customerId: "c1",
  score: 712,
  confidence: 0.30000000000000004,
  amount: "20000.10",
  clicks: "9007199254740993",
  urgent: false,
  submittedOn: "2011-10-01",
  decidedAt: "2011-10-13T10:37:29.226Z",
  outcome: "APPROVED",
  channel: "WEB",
  comment: 'said "no"',
  tags: ["a", "b,c"],
};

export const person = {
  customerId: "c1",
  name: "Ada Lovelace",
  nationalId: "NL-8812-4471",
  birthDate: "1984-03-12",
  income: 48_321,
  country: "NL",
  riskNote: "a note nobody else reads",
  advisorId: "a1",
  referrerId: "customer-9876",
};
/** The subgraphs of the sample contexts over real tables. */
export interface SampleSubgraphs {
  readonly lending: Subgraph;
  readonly customers: Subgraph;
  /** What they asked the database; a test may empty it. */
  readonly statements: Statement[];
  stop(): Promise<void>;
}

/** Makes tables and rows in a database of their own, and starts the subgraphs. */
export async function startSampleSubgraphs(): Promise<SampleSubgraphs> {
  const test = await createTestDatabase("subgraph");
  const database = openDatabase(test.url);
  for (const context of [sampleLending, sampleCustomers]) await createRelations(database, context);
  const [applications] = sampleLending.products;
  const [profiles, advisors] = sampleCustomers.products;
  if (!applications || !profiles || !advisors) throw new Error("the samples have products");
  await putRows(database, sampleLending, applications, [
    application,
    ...Array.from({ length: 149 }, (_none, index) => ({ applicationId: `l${index}`, score: index })),
  ]);
  await putRows(database, sampleCustomers, profiles, [
    person,
    { ...person, customerId: "c2", name: "Grace Hopper", birthDate: null, advisorId: "a2" },
    { ...person, customerId: "c3", name: "Nobody's", advisorId: null, referrerId: "c1" },
  ]);
  await putRows(database, sampleCustomers, advisors, [{ advisorId: "a1" }, { advisorId: "a2" }]);
  const statements: Statement[] = [];
  const counted = {
    query: (statement: Statement) => {
      statements.push(statement);
      return database.query(statement);
    },
  };
  const shared = { database: counted, serviceKey: TEST_SERVICE_KEY, now: () => TEST_NOW };
  const lending = await createSubgraph({ ...shared, context: sampleLending });
  const customers = await createSubgraph({ ...shared, context: sampleCustomers });
  return {
    lending,
    customers,
    statements,
    stop: async () => {
      await lending.stop();
      await customers.stop();
      await database.end();
      await test.drop();
    },
  };
}
