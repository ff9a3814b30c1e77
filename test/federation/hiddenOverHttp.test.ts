import { encodeGlobalId } from "@datamesh/kernel/graphql";
import { productRef } from "@datamesh/kernel/product";
import { announcementBoard } from "../../gateway/announcements/index.ts";
import { cacheTally } from "../../gateway/cache/index.ts";
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
  const announcements = announcementBoard();
  const standing = { position: 1, revision: { generation: 1, cut: 1, epoch: 0 } };
  const cache = { announcements, maxBytes: 1_000_000, tally: cacheTally() };
  const { mesh } = await testMesh({ subgraphs: [...others, lending], cache });
  // Heard for as long as the test takes, so that what may be kept is.
  const standings = new Map(mesh.products.map(({ name, major }) => [productRef(name, major), standing]));
  announcements.heardOf({ context: "lending", standings, at: performance.now() + 3_600_000 });
  return openGateway({ mesh });
}

/** All of a reply that does not differ from one request to the next. */
async function told(response: Response) {
  const {
    "x-request-id": _id,
    date: _date,
    ...headers
  }: Record<string, string> = Object.fromEntries(response.headers);
  return { status: response.status, headers, body: await response.text() };
}

type Told = Awaited<ReturnType<typeof told>>;

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

test("over HTTP, the id of a hidden row is that of no row: neither is kept or tagged, and neither's explanation tells of a product", async () => {
  const { post, url, stop } = await openHiding();
  const headers = { authorization: `Bearer ${TOKEN}`, "apollo-require-preflight": "true" };
  const inline = (id: string) => `{ node(id: "${id}") { __typename id } }`;
  const byVariable = "query ($id: ID!) { node(id: $id) { id } }";
  const explained = { "x-datamesh-explain": "true" };
  const get = (search: Record<string, string>, more: object = {}) =>
    fetch(`${url}/graphql?${new URLSearchParams(search).toString()}`, { headers: { ...headers, ...more } });
  const ways = [
    (id: string) => get({ query: inline(id) }),
    (id: string) => get({ query: byVariable, variables: JSON.stringify({ id }) }),
    (id: string) => get({ query: inline(id) }, explained),
    (id: string) => post({ query: byVariable, variables: { id } }, explained),
  ];
  const officer = encodeGlobalId("LoanOfficerV1", "o1");
  const office = encodeGlobalId("BankOfficeV1", "o1");
  const timeless = ({ body, headers: { "content-length": _length, ...kept }, status }: Told) => ({
    status,
    headers: kept as Record<string, string>,
    body: body.replaceAll(office, officer).replaceAll(/"milliseconds":[\d.]+/g, ""),
  });
  for (const ask of ways) {
    const hiddenRow = timeless(await told(await ask(officer)));
    const noRow = timeless(await told(await ask(office)));
    expect(hiddenRow).toEqual(noRow);
    expect(hiddenRow.headers).toMatchObject({ "cache-control": "no-store" });
    expect(hiddenRow.headers).not.toHaveProperty("etag");
    expect(hiddenRow.body).toContain('"node":null');
    expect(hiddenRow.body).not.toContain("loan-officers");
  }
  await stop();
});

test("over HTTP, the id of a row that may be read is kept and tagged", async () => {
  const { url, stop } = await openHiding();
  const query = `{ node(id: "${encodeGlobalId("LoanApplicationV1", "none")}") { id } }`;
  const response = await fetch(`${url}/graphql?query=${encodeURIComponent(query)}`, {
    headers: { authorization: `Bearer ${TOKEN}`, "apollo-require-preflight": "true" },
  });
  expect(await response.text()).toContain('{"data":{"node":null}}');
  expect(response.headers.get("cache-control")).toBe("private, no-cache");
  expect(response.headers.get("etag")).not.toBeNull();
  await stop();
});
