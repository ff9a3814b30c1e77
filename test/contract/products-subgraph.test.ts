import { encodeGlobalId, type Subgraph } from "../../kernel/graphql/index.ts";
import { askSubgraph, consumerWith } from "../../kernel/graphql/testing/askSubgraph.ts";
import { application, type SampleSubgraphs, startSampleSubgraphs } from "../support/sampleSubgraphs.ts";

const analyst = consumerWith("analyst");
const compliance = consumerWith("compliance");

describe("a context's products in GraphQL, on PostgreSQL", () => {
  let subgraphs: SampleSubgraphs;
  let lending: Subgraph;
  let customers: Subgraph;
  let statements: SampleSubgraphs["statements"];
  beforeAll(async () => {
    subgraphs = await startSampleSubgraphs();
    ({ lending, customers, statements } = subgraphs);
  });
  beforeEach(() => {
    statements.length = 0;
  });
  afterAll(() => subgraphs?.stop());

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

  it("reads a page and counts it by one statement, counts only when asked, and reads selected columns only", async () => {
    const page = `edges { cursor node { score } } nodes { amount } pageInfo { hasNextPage endCursor }`;
    const query = (selected: string) =>
      `{ loanApplicationsV1(first: 2, orderBy: [{field: score, direction: DESC}]) { ${selected} } }`;

    const { data } = await askSubgraph(lending, analyst, query(`${page} product { name major }`));
    expect(statements).toHaveLength(1);
    expect(statements[0]?.text).toContain('"amount"');
    expect(statements[0]?.text).not.toContain('"comment"');
    expect(statements[0]?.text).not.toContain("as total");
    const connection = (data as Record<string, Record<string, unknown>>)["loanApplicationsV1"];
    expect(connection).toMatchObject({
      edges: [{ node: { score: 712 } }, { node: { score: 148 } }],
      nodes: [{ amount: "20000.10" }, { amount: null }],
      pageInfo: { hasNextPage: true },
      product: { name: "loan-applications", major: 1 },
    });

    statements.length = 0;
    await askSubgraph(lending, analyst, query(`${page} totalCount again: totalCount`));
    expect(statements).toHaveLength(1);

    statements.length = 0;
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
});
