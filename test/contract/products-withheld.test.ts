import { encodeGlobalId, type Subgraph } from "../../kernel/graphql/index.ts";
import { askSubgraph, consumerWith } from "../../kernel/graphql/testing/askSubgraph.ts";
import { person, type SampleSubgraphs, startSampleSubgraphs } from "../support/sampleSubgraphs.ts";

const analyst = consumerWith("analyst");
const compliance = consumerWith("compliance");
const SECRETS = ["customer-9", "Lovelace", "8812", "03-12", "48321", "a note"];

describe("what a context's products withhold, on PostgreSQL", () => {
  let subgraphs: SampleSubgraphs;
  let customers: Subgraph;
  let statements: SampleSubgraphs["statements"];
  beforeAll(async () => {
    subgraphs = await startSampleSubgraphs();
    ({ customers, statements } = subgraphs);
  });
  beforeEach(() => {
    statements.length = 0;
  });
  afterAll(() => subgraphs?.stop());

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
