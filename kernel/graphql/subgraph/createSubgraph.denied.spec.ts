import { askSubgraph, consumerWith } from "../testing/askSubgraph.ts";
import { statements, stopSubgraphs, subgraphOf } from "../testing/subgraphBench.ts";
import { sampleCustomers } from "../../postgres/read/testing/sampleContexts.ts";

const analyst = consumerWith("analyst");

afterEach(stopSubgraphs);

describe("what a consumer may not see", () => {
  const FORBIDDEN = {
    code: "FORBIDDEN",
    product: "customer-profiles@1",
    policy: "role analyst or role compliance or role frontend",
  };

  it("is a product withheld on every path, while its siblings answer", async () => {
    const subgraph = await subgraphOf({ context: sampleCustomers });
    const { data, errors } = await askSubgraph(
      subgraph,
      analyst,
      `query ($representations: [_Any!]!) {
         customerProfilesV1 { nodes { country } }
         advisorV1(advisorId: "a1") { advisorId }
         advisorsV1 { nodes { advisorId } totalCount }
         _entities(representations: $representations) { __typename ... on AdvisorV1 { advisorId } } }`,
      { representations: ["a1", "a2", "%"].map((advisorId) => ({ __typename: "AdvisorV1", advisorId })) },
    );
    expect(data).toEqual({
      customerProfilesV1: { nodes: [] },
      advisorV1: null,
      advisorsV1: null,
      _entities: [null, null, null],
    });
    expect(
      errors
        .map(({ path, extensions }) => `${path?.join(".")} ${String(extensions?.["code"])}`)
        .toSorted((a, b) => (a < b ? -1 : 1)),
    ).toEqual(["_entities.0 FORBIDDEN", "advisorV1 FORBIDDEN", "advisorsV1 FORBIDDEN"]);
    expect(statements.map(({ text }) => text).join()).not.toContain("advisors_v1");
  });

  it("is withheld from representations that name no row, too", async () => {
    const subgraph = await subgraphOf({ context: sampleCustomers });
    const query = `query ($representations: [_Any!]!) { _entities(representations: $representations) { __typename } }`;
    const representations = [{ __typename: "AdvisorV1" }];
    expect(await askSubgraph(subgraph, analyst, query, { representations })).toMatchObject({
      data: { _entities: [null] },
      errors: [{ extensions: { code: "FORBIDDEN", product: "advisors@1" } }],
    });
  });

  it("is said by product, policy and whom to ask", async () => {
    const subgraph = await subgraphOf({ context: sampleCustomers });
    const { errors } = await askSubgraph(subgraph, consumerWith(), `{ customerProfilesV1 { nodes { id } } }`);
    expect(errors).toEqual([
      expect.objectContaining({
        message: `customer-profiles@1 may be read by ${FORBIDDEN.policy}; ask credit-risk (credit-risk@example.com) for access`,
        extensions: FORBIDDEN,
      }),
    ]);
  });

  it.each([
    [`where: {nationalId: {eq: "x"}}`, "nationalId"],
    [`where: {or: [{country: {eq: "NL"}}, {not: {and: [{name: {isNull: true}}]}}]}`, "name"],
    [`where: {riskNote: {startsWith: "a"}}`, "riskNote"],
    [`where: {riskNote: {in: []}}`, "riskNote"],
    [`orderBy: [{field: country}, {field: riskNote}]`, "riskNote"],
  ])("cannot be probed with %s", async (argument, field) => {
    const subgraph = await subgraphOf({ context: sampleCustomers });
    for (const selected of ["nodes { country }", "totalCount", "__typename"]) {
      const query = `{ customerProfilesV1(${argument}) { ${selected} } }`;
      const { data, errors } = await askSubgraph(subgraph, analyst, query);
      expect(data).toEqual({ customerProfilesV1: null });
      expect(errors).toEqual([
        expect.objectContaining({
          path: ["customerProfilesV1"],
          extensions: { ...FORBIDDEN, policy: "role compliance", field },
        }),
      ]);
    }
    expect(statements).toEqual([]);
  });

  it("can be filtered by whoever sees it as it is", async () => {
    const subgraph = await subgraphOf({ context: sampleCustomers });
    const query = `{ customerProfilesV1(where: {nationalId: {eq: "x"}}) { nodes { id } } }`;
    const { errors } = await askSubgraph(subgraph, consumerWith("compliance"), query);
    expect(errors).toEqual([]);
    expect(statements[0]?.values?.[0]).toBe(`0||"x"`);
  });
});
