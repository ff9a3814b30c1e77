import { encodeGlobalId } from "@datamesh/kernel/graphql";
import { parse, validate } from "graphql";
import { loanApplications, loanOfficers } from "../../gateway/authorize/testing/products.ts";
import { bankSubgraphs, productSubgraph } from "../../gateway/supergraph/testing/subgraphs.ts";
import { consumer, testMesh } from "../../gateway/supergraph/testing/testMesh.ts";

const hiddenOfficers = { ...loanOfficers, policy: { ...loanOfficers.policy, hidden: true as const } };
const officer = { officerId: "o1", handled: 12 };
const application = { applicationId: "a1", amount: 20_000, officerId: "o1", customerId: "c1", officer };

/** The bank, with loan officers known to none but those who may read them. */
function hidingMesh() {
  const lending = productSubgraph("lending", [
    [loanApplications, [application]],
    [hiddenOfficers, [officer]],
  ]);
  const others = bankSubgraphs().filter(({ registered }) => registered.name !== "lending");
  return testMesh({ subgraphs: [...others, lending] });
}

/** Ways to ask for loan officers; each asks for bank offices, which nobody ever declared, once they are renamed. */
const WAYS = {
  "a root field": `{ loanOfficerV1(officerId: "o1") { handled } }`,
  "its list, with a filter": `{ loanOfficersV1(where: { handled: { gt: 1 } }) { totalCount } }`,
  "a fragment on its type": `{ node(id: "x") { id ... on LoanOfficerV1 { handled } } }`,
  "a named fragment on its type": `{ node(id: "x") { ...F } } fragment F on LoanOfficerV1 { handled }`,
  "a link that leads to it": `{ loanApplicationsV1 { nodes { officer { officerId } } } }`,
  "a variable of its filter": `query ($w: LoanOfficerV1Where) { loanOfficersV1(where: $w) { totalCount } }`,
} as const;

const renamed = (text: string): string =>
  text
    .replaceAll("loanOfficer", "bankOffice")
    .replaceAll("LoanOfficer", "BankOffice")
    .replaceAll(/\bofficer\b/g, "office");

test.each(Object.entries(WAYS))(
  "asking for a hidden product by %s is the same mistake as asking for what does not exist",
  async (_way, query) => {
    const { mesh } = await hidingMesh();
    const mistakes = (text: string) =>
      validate(mesh.visibleSchema(consumer("analyst")).schema, parse(text), undefined, {
        hideSuggestions: true,
      }).map(({ message }) => message);
    const [hidden, absent] = [mistakes(query), mistakes(renamed(query))];
    expect(hidden).not.toEqual([]);
    expect(hidden.map(renamed)).toEqual(absent);
    expect(validate(mesh.visibleSchema(consumer("compliance")).schema, parse(query))).toEqual([]);
  },
);

test("the id of a hidden row is that of no row: null, without an error, a trace in the accesses or a question to its context", async () => {
  const { ask, accesses, sent } = await hidingMesh();
  const answerTo = async (id: string) => {
    const answer = await ask("query ($id: ID!) { node(id: $id) { __typename id } }", { variables: { id } });
    return { answer, accesses: accesses() };
  };
  const hidden = await answerTo(encodeGlobalId("LoanOfficerV1", "o1"));
  expect(hidden).toEqual(await answerTo(encodeGlobalId("BankOfficeV1", "o1")));
  expect(hidden).toEqual({ answer: { data: { node: null }, errors: [], withheld: [] }, accesses: [] });
  expect(sent).toEqual([]);
});

test("whoever may read a hidden product asks for it as for any other", async () => {
  const { ask } = await hidingMesh();
  const { data, errors } = await ask(`{ loanOfficerV1(officerId: "o1") { handled } }`, {
    roles: ["compliance"],
  });
  expect({ data, errors }).toEqual({ data: { loanOfficerV1: { handled: 12 } }, errors: [] });
});

test("introspection tells nothing of a hidden product, and of one that may not be read that it may not", async () => {
  const { ask } = await hidingMesh();
  const query = `{ __schema { types { name description fields { name description } } }
    hidden: __type(name: "LoanOfficerV1") { name } absent: __type(name: "BankOfficeV1") { name } }`;
  const { data } = await ask(query);
  expect(data).toMatchObject({ hidden: null, absent: null });
  expect(JSON.stringify(data)).not.toMatch(/officer(?!Id)/i);
  expect(JSON.stringify(data)).toContain("You may not read this: role analyst; ask lending-team");
  const told = JSON.stringify((await ask(query, { roles: ["compliance"] })).data);
  expect(told).toContain('"hidden":{"name":"LoanOfficerV1"}');
});

test("a product that is not hidden is refused by name, and never unknown", async () => {
  const { ask } = await testMesh();
  const { errors } = await ask(`{ loanOfficersV1 { totalCount } }`);
  expect(errors).toMatchObject([{ extensions: { code: "FORBIDDEN", product: "loan-officers@1" } }]);
});
