import { openGateway, TOKEN } from "../../gateway/http/testing/openGateway.ts";
import { loanApplications, loanOfficers } from "../../gateway/authorize/testing/products.ts";
import { bankSubgraphs, productSubgraph } from "../../gateway/supergraph/testing/subgraphs.ts";
import { testMesh } from "../../gateway/supergraph/testing/testMesh.ts";

const hidden = { ...loanOfficers, policy: { ...loanOfficers.policy, hidden: true as const } };

/** A gateway that serves officers, hidden; `ada`, who asks, is an analyst and may not read them. */
async function openHiding() {
  const others = bankSubgraphs().filter(({ registered }) => registered.name !== "lending");
  const lending = productSubgraph("lending", [
    [loanApplications, []],
    [hidden, []],
  ]);
  const { mesh } = await testMesh({ subgraphs: [...others, lending] });
  return openGateway({ mesh });
}

/** All of a reply that does not differ from one request to the next. */
async function told(response: Response) {
  const { "x-request-id": _id, date: _date, ...headers } = Object.fromEntries(response.headers);
  return { status: response.status, headers, body: await response.text() };
}

test.each([
  ["a field", `{ loanOfficersV1 { totalCount } }`, `{ loanOffisersV1 { totalCount } }`],
  [
    "a field beside another mistake",
    `query ($x: Int) { loanOfficersV1 { totalCount } }`,
    `query ($x: Int) { loanOffisersV1 { totalCount } }`,
  ],
  [
    "a type",
    `{ node(id: "x") { ... on LoanOfficerV1 { handled } } }`,
    `{ node(id: "x") { ... on LoanOffiserV1 { handled } } }`,
  ],
])(
  "over HTTP, %s of a hidden product is answered like one that does not exist, by whatever way the query comes",
  async (_what, asked, absent) => {
    const { post, url, stop } = await openHiding();
    const authorization = `Bearer ${TOKEN}`;
    const newer = { accept: "application/graphql-response+json" };
    const ways = [
      (query: string) => post({ query }),
      (query: string) => post({ query }, newer),
      (query: string) =>
        fetch(`${url}/graphql?query=${encodeURIComponent(query)}`, { headers: { ...newer, authorization } }),
    ];
    for (const ask of ways) {
      const [first, second] = [await told(await ask(asked)), await told(await ask(absent))];
      const renamed = second.body.replaceAll("Offiser", "Officer");
      expect(first).toEqual({ ...second, body: renamed });
      expect(first.body).toContain("GRAPHQL_VALIDATION_FAILED");
    }
    await stop();
  },
);
