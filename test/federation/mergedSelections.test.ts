import { testMesh } from "../../gateway/supergraph/testing/testMesh.ts";

const analyst = { roles: ["analyst"] };
const SCORES = "customerCreditScoresV2(first: 3)";
const whole = `{ ${SCORES} { nodes { score customerId customer { country fullName } } } }`;

describe("a response key that is asked for more than once", () => {
  it.each([
    ["a list", `{ ${SCORES} { nodes { score customerId } nodes { customer { country fullName } } } }`],
    [
      "a list whose rows lie in another context",
      `{ ${SCORES} { nodes { score customerId customer { country } } nodes { customer { fullName } } } }`,
    ],
    [
      "a root field",
      `{ ${SCORES} { nodes { score customerId } } ${SCORES} { nodes { customer { country fullName } } } }`,
    ],
    [
      "a fragment and a field",
      `{ ${SCORES} { ...A nodes { customer { country fullName } } } } fragment A on CustomerCreditScoreV2Connection { nodes { score } nodes { customerId } }`,
    ],
    [
      "the same fragment twice",
      `{ ${SCORES} { nodes { ...A } } ${SCORES} { nodes { ...A } } } fragment A on CustomerCreditScoreV2 { score customerId customer { country fullName } }`,
    ],
    [
      "conditions that hold",
      `query ($yes: Boolean = true) { ${SCORES} { nodes @include(if: $yes) { score customerId } nodes @skip(if: false) { customer { country fullName } } } }`,
    ],
    [
      "an inline fragment on the interface",
      `{ ${SCORES} { nodes { ... on Node { ... on CustomerCreditScoreV2 { score } } customerId customer { country } } nodes { customer { fullName } } } }`,
    ],
  ])("is answered once, with everything that was asked: %s", async (_what, query) => {
    const { ask } = await testMesh();
    const [merged, expected] = [await ask(query, analyst), await ask(whole, analyst)];
    expect(expected.errors).toEqual([]);
    expect(merged).toEqual(expected);
  });

  it("is left out where its condition does not hold", async () => {
    const { ask } = await testMesh();
    const query = `query ($no: Boolean!) { ${SCORES} { nodes { score } nodes @include(if: $no) { customerId } } }`;
    const { data } = await ask(query, { ...analyst, variables: { no: false } });
    expect(data).toEqual({
      customerCreditScoresV2: { nodes: [{ score: 700 }, { score: 701 }, { score: 702 }] },
    });
  });

  it("does not get around the bound of a page", async () => {
    const { ask, sent } = await testMesh();
    const query = `{ ${`${SCORES} { nodes { score } } `.repeat(50)} }`;
    const { data } = await ask(query, analyst);
    expect(data).toEqual({
      customerCreditScoresV2: { nodes: [{ score: 700 }, { score: 701 }, { score: 702 }] },
    });
    expect(sent).toHaveLength(1);
  });
});
