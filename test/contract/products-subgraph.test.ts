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
import { createTestDatabase, type TestDatabase } from "../support/createDatabase.ts";

const analyst = consumerWith("analyst");
const compliance = consumerWith("compliance");

const application = {
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

const person = {
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
const SECRETS = ["customer-9", "Lovelace", "8812", "03-12", "48321", "a note"];

describe("a context's products in GraphQL, on PostgreSQL", () => {
  let test: TestDatabase;
  let database: Database;
  let statements: Statement[];
  let lending: Subgraph;
  let customers: Subgraph;

  beforeAll(async () => {
    test = await createTestDatabase("subgraph");
    database = openDatabase(test.url);
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
    const counted = {
      query: (statement: Statement) => {
        statements.push(statement);
        return database.query(statement);
      },
    };
    const shared = { database: counted, serviceKey: TEST_SERVICE_KEY, now: () => TEST_NOW };
    lending = await createSubgraph({ ...shared, context: sampleLending });
    customers = await createSubgraph({ ...shared, context: sampleCustomers });
  });

  beforeEach(() => {
    statements = [];
  });

  afterAll(async () => {
    await lending?.stop();
    await customers?.stop();
    await database?.end();
    await test?.drop();
  });

  it("answers one row by key, every type of value in its exact form", async () => {
    const { data, errors } = await askSubgraph(
      lending,
      analyst,
      `{ loanApplicationV1(applicationId: "173688") {
           id ${Object.keys(application).join(" ")} customer { __typename customerId } } }`,
    );
    expect(errors).toEqual([]);
    expect(data).toEqual({
      loanApplicationV1: {
        id: encodeGlobalId("LoanApplicationV1", "173688"),
        ...application,
        customer: { __typename: "CustomerProfileV1", customerId: "c1" },
      },
    });
  });

  it("answers null for keys without a row, also such as no row can have", async () => {
    const { data, errors } = await askSubgraph(
      lending,
      analyst,
      `query ($nul: ID!) { a: loanApplicationV1(applicationId: "none") { score }
         b: loanApplicationV1(applicationId: $nul) { score } }`,
      { nul: "\u0000" },
    );
    expect({ data, errors }).toEqual({ data: { a: null, b: null }, errors: [] });
  });

  it("reads a page by one statement, counts by one more only when asked, and reads selected columns only", async () => {
    const page = `edges { cursor node { score } } nodes { amount } pageInfo { hasNextPage endCursor }`;
    const query = (selected: string) =>
      `{ loanApplicationsV1(first: 2, orderBy: [{field: score, direction: DESC}]) { ${selected} } }`;

    const { data } = await askSubgraph(lending, analyst, query(`${page} product { name major }`));
    expect(statements).toHaveLength(1);
    expect(statements[0]?.text).toContain('"amount"');
    expect(statements[0]?.text).not.toContain('"comment"');
    const connection = (data as Record<string, Record<string, unknown>>)["loanApplicationsV1"];
    expect(connection).toMatchObject({
      edges: [{ node: { score: 712 } }, { node: { score: 148 } }],
      nodes: [{ amount: "20000.10" }, { amount: null }],
      pageInfo: { hasNextPage: true },
      product: { name: "loan-applications", major: 1 },
    });

    statements = [];
    await askSubgraph(lending, analyst, query(`${page} totalCount again: totalCount`));
    expect(statements).toHaveLength(2);

    statements = [];
    const counted = await askSubgraph(lending, analyst, query("totalCount"));
    expect(counted.data).toEqual({ loanApplicationsV1: { totalCount: 150 } });
    expect(statements).toHaveLength(1);
  });

  it("sees what is selected through fragments and interfaces, and not what is skipped", async () => {
    const { data } = await askSubgraph(
      lending,
      analyst,
      `query ($yes: Boolean!, $no: Boolean!) {
         loanApplicationV1(applicationId: "173688") {
           ...row ... on Node { id ... on LoanApplicationV1 { amount } }
           comment @include(if: $no) channel @skip(if: $yes) urgent @include(if: $yes) clicks @skip(if: $no) } }
       fragment row on LoanApplicationV1 { sum: score customer { customerId } }`,
      { yes: true, no: false },
    );
    expect(data).toEqual({
      loanApplicationV1: {
        id: encodeGlobalId("LoanApplicationV1", "173688"),
        sum: 712,
        amount: "20000.10",
        urgent: false,
        clicks: "9007199254740993",
        customer: { customerId: "c1" },
      },
    });
    expect(statements[0]?.text).not.toMatch(/"comment"|"channel"/);
  });

  it("goes on where a cursor says, in a filtered page", async () => {
    const query = `query ($after: String) {
      loanApplicationsV1(first: 3, after: $after, where: {score: {lt: 5}}, orderBy: [{field: score}]) {
        nodes { score } pageInfo { hasNextPage hasPreviousPage endCursor } } }`;
    const first = await askSubgraph(lending, analyst, query);
    const { pageInfo } = (first.data as Record<string, Record<string, Record<string, unknown>>>)[
      "loanApplicationsV1"
    ] as { pageInfo: { endCursor: string } };
    const second = await askSubgraph(lending, analyst, query, { after: pageInfo.endCursor });
    expect(second.data).toMatchObject({
      loanApplicationsV1: {
        nodes: [{ score: 3 }, { score: 4 }],
        pageInfo: { hasNextPage: false, hasPreviousPage: true },
      },
    });
  });

  it("resolves a hundred entities by either key with one statement, in the order asked for", async () => {
    const representations = Array.from({ length: 100 }, (_none, index) =>
      index % 2 === 0
        ? { __typename: "LoanApplicationV1", applicationId: `l${index}` }
        : { __typename: "LoanApplicationV1", id: encodeGlobalId("LoanApplicationV1", `l${index}`) },
    );
    const { data, errors } = await askSubgraph(
      lending,
      analyst,
      `query ($representations: [_Any!]!) {
         _entities(representations: $representations) { ... on LoanApplicationV1 { score } } }`,
      { representations },
    );
    expect(errors).toEqual([]);
    expect(data).toEqual({ _entities: representations.map((_none, score) => ({ score })) });
    expect(statements).toHaveLength(1);
  });

  it("reads for each request what that request selects, of the same operation, too", async () => {
    const query = `query ($representations: [_Any!]!, $with: Boolean!) {
      _entities(representations: $representations) { ... on LoanApplicationV1 { score comment @include(if: $with) } } }`;
    const ask = async (included: boolean): Promise<unknown> => {
      const representations = [{ __typename: "LoanApplicationV1", applicationId: "173688" }];
      return (await askSubgraph(lending, analyst, query, { representations, with: included })).data;
    };
    expect(await ask(false)).toEqual({ _entities: [{ score: 712 }] });
    expect(await ask(true)).toEqual({ _entities: [{ score: 712, comment: 'said "no"' }] });
  });

  it("answers null for entities that are not there, of another type or malformed", async () => {
    const of = (reference: object) => ({ __typename: "LoanApplicationV1", ...reference });
    const { data, errors } = await askSubgraph(
      lending,
      analyst,
      `query ($representations: [_Any!]!) {
         _entities(representations: $representations) { ... on LoanApplicationV1 { score } } }`,
      {
        representations: [
          of({ applicationId: "none" }),
          of({ applicationId: 173_688 }),
          of({ id: encodeGlobalId("CustomerProfileV1", "173688") }),
          of({ id: "%%%" }),
          of({ id: null }),
          of({}),
          of({ applicationId: "173688" }),
        ],
      },
    );
    expect(errors).toEqual([]);
    expect(data).toEqual({ _entities: [null, null, null, null, null, null, { score: 712 }] });
  });

  it("reads rows asked for under several names by one statement", async () => {
    const aliases = Array.from(
      { length: 20 },
      (_none, index) =>
        `a${index}: loanApplicationV1(applicationId: "l${index}") { ${index % 2 ? "score" : "amount"} }`,
    );
    const { data } = await askSubgraph(lending, analyst, `{ ${aliases.join(" ")} }`);
    expect(data).toMatchObject({ a0: { amount: null }, a1: { score: 1 }, a19: { score: 19 } });
    expect(statements).toHaveLength(1);
  });

  it("follows links within the context by one statement for all rows", async () => {
    const query = `{ customerProfilesV1 { nodes { customerId advisor { advisorId } } } }`;
    const { data } = await askSubgraph(customers, compliance, query);
    expect(data).toEqual({
      customerProfilesV1: {
        nodes: [
          { customerId: "c1", advisor: { advisorId: "a1" } },
          { customerId: "c2", advisor: { advisorId: "a2" } },
          { customerId: "c3", advisor: null },
        ],
      },
    });
    expect(statements).toHaveLength(2);
  });

  const everything = `id customerId name nationalId birthDate income country referrerId`;
  const profilesEverywhere = `query ($representations: [_Any!]!) {
    one: customerProfileV1(customerId: "c1") { ${everything} riskNote }
    customerProfilesV1 { edges { cursor node { ${everything} riskNote } } nodes { ${everything} } pageInfo { endCursor } }
    _entities(representations: $representations) { ... on CustomerProfileV1 { ${everything} riskNote } } }`;
  const representations = [{ __typename: "CustomerProfileV1", customerId: "c1" }];

  it("masks personal fields on every path, so that no value is anywhere in the answer", async () => {
    const { data, text } = await askSubgraph(customers, analyst, profilesEverywhere, { representations });
    const masked = {
      id: encodeGlobalId("CustomerProfileV1", "c1"),
      customerId: "c1",
      name: "A. L.",
      nationalId: "••••4471",
      birthDate: "1984-01-01",
      income: null,
      country: "NL",
      referrerId: "••••9876",
    };
    expect(data).toMatchObject({
      one: { ...masked, riskNote: null },
      _entities: [{ ...masked, riskNote: null }],
      customerProfilesV1: { nodes: [masked, { birthDate: null }, {}] },
    });
    const cursors = [...text.matchAll(/[cC]ursor":"([^"]+)"/g)].map(([, cursor = ""]) =>
      Buffer.from(cursor, "base64url").toString(),
    );
    expect(cursors).toHaveLength(4);
    for (const secret of SECRETS) expect([text, ...cursors].join()).not.toContain(secret);
  });

  it("shows them as they are to whom the policy entitles", async () => {
    const { data, errors } = await askSubgraph(customers, compliance, profilesEverywhere, {
      representations,
    });
    expect(errors).toEqual([]);
    const { advisorId: _unselected, ...shown } = person;
    expect(data).toMatchObject({ one: shown, _entities: [shown] });
  });

  it("withholds a denied field as null, with one error per selection, and never reads it", async () => {
    const { data, errors } = await askSubgraph(
      customers,
      analyst,
      `{ customerProfilesV1 { nodes { country riskNote } edges { node { note: riskNote } } } }`,
    );
    expect(data).toMatchObject({
      customerProfilesV1: { nodes: Array.from({ length: 3 }, () => ({ country: "NL", riskNote: null })) },
    });
    expect(errors.map(({ path, extensions }) => ({ path, extensions }))).toEqual([
      expect.objectContaining({
        path: ["customerProfilesV1", "nodes", 0, "riskNote"],
        extensions: {
          code: "FORBIDDEN",
          product: "customer-profiles@1",
          policy: "role compliance",
          field: "riskNote",
        },
      }),
      expect.objectContaining({ path: ["customerProfilesV1", "edges", 0, "node", "note"] }),
    ]);
    expect(statements.map(({ text }) => text).join()).not.toContain("risk_note");
  });

  it("withholds a link that would tell what its field does not", async () => {
    const query = `{ customerProfilesV1(last: 1) { nodes { referrer { customerId } } } }`;
    const masked = await askSubgraph(customers, analyst, query);
    expect(masked.data).toEqual({ customerProfilesV1: { nodes: [{ referrer: null }] } });
    expect(masked.errors).toEqual([
      expect.objectContaining({
        extensions: {
          code: "FORBIDDEN",
          product: "customer-profiles@1",
          policy: "role compliance",
          field: "referrerId",
        },
      }),
    ]);
    const entitled = await askSubgraph(customers, compliance, query);
    expect(entitled.data).toEqual({ customerProfilesV1: { nodes: [{ referrer: { customerId: "c1" } }] } });
  });

  it("withholds the rows a link leads to from whom their product is denied", async () => {
    const { data, errors } = await askSubgraph(
      customers,
      analyst,
      `{ customerProfilesV1 { nodes { customerId advisor { advisorId } } } }`,
    );
    expect(data).toMatchObject({ customerProfilesV1: { nodes: [{ advisor: null }, { advisor: null }, {}] } });
    expect(errors).toHaveLength(1);
    expect(errors[0]).toMatchObject({
      path: ["customerProfilesV1", "nodes", 0, "advisor"],
      extensions: { code: "FORBIDDEN", product: "advisors@1" },
    });
    expect(statements).toHaveLength(1);
  });
});
