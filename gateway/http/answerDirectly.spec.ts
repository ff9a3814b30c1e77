import { ERROR_CODES, MeshError } from "@datamesh/kernel";
import fc from "fast-check";
import { DEFAULT_LIMITS } from "../limits/index.ts";
import type { Answer, Mesh } from "../types.ts";
import { acceptedReader } from "./accepted.ts";
import { answerDirectly, type AskedOperation } from "./answerDirectly.ts";
import { type CheckedDocument, type ValidDocument } from "./checkedDocument.ts";
import { documentCache } from "./documentCache.ts";
import { createGraphqlServer } from "./graphqlServer.ts";
import type { GraphqlRequest } from "./graphqlRequest.ts";
import { invalidReply } from "./invalidReply.ts";
import type { Reply } from "./reply.ts";
import { fakeExchange } from "./testing/fakeExchange.ts";
import { fakeMesh, meshInPlace } from "./testing/fakeMesh.ts";
import { logLines } from "./testing/logLines.ts";
import { textChecks } from "./textChecks.ts";

const ada = { id: "ada", roles: [], scopes: [] };
const readAccepted = acceptedReader();

const shown = ({ status, headers, body }: Reply) => ({
  status,
  headers: Object.fromEntries(Object.entries(headers).toSorted(([a], [b]) => (a < b ? -1 : 1))),
  body: Array.isArray(body) ? body.join("") : body,
});

/** The same request on both ways, answered by a mesh that answers so. */
async function bothWays(answer: Mesh["answer"], request: GraphqlRequest, accept: string | undefined) {
  const mesh = fakeMesh({ answer });
  const { log } = logLines();
  const document = documentCache(textChecks(DEFAULT_LIMITS, log))(mesh, ada, request.query);
  const accepted = readAccepted(accept);
  if (accepted === undefined) throw new TypeError(`${accept} accepts nothing`);
  const headers = { "content-type": "application/json", ...(accept !== undefined && { accept }) };
  const [one, other] = [fakeExchange(headers, log), fakeExchange(headers, log)];
  const asked = (checked: CheckedDocument, { note }: typeof one.exchange): AskedOperation => ({
    mesh,
    // Apollo Server reads the text itself, and never comes to this one where the text is not valid.
    document: checked as ValidDocument,
    request,
    context: { consumer: ada, requestId: "r1", note },
    accepted,
  });
  const server = createGraphqlServer({ mesh: meshInPlace(mesh), limits: DEFAULT_LIMITS, log });
  const throughApollo = await server.answer(asked(document, other.exchange), other.exchange);
  await server.stop();
  const directly =
    document.kind === "invalid"
      ? invalidReply(document, accepted, one.exchange)
      : await answerDirectly(asked(document, one.exchange), one.exchange);
  return { directly: shown(directly), throughApollo: shown(throughApollo), noted: [one.noted, other.noted] };
}

const accepts = fc.constantFrom(
  undefined,
  "*/*",
  "application/json",
  "application/graphql-response+json",
  "application/json;q=0.5, application/graphql-response+json",
  "application/graphql-response+json;q=0.1, application/*;q=0.4, text/html",
);

const code = fc.constantFrom<unknown>(...ERROR_CODES, "DOWNSTREAM", undefined);
const path = fc.array(fc.oneof(fc.constantFrom("score", "customer", "name"), fc.nat(3)), { maxLength: 3 });
const error = fc.record({
  message: fc.string(),
  path: fc.option(path, { nil: undefined }),
  extensions: fc.option(
    code.map((each) => ({ code: each, product: "a@1", http: { status: 418 }, url: "x" })),
    {
      nil: undefined,
    },
  ),
});
const data = fc.option(fc.dictionary(fc.constantFrom("score", "customer", "whoami"), fc.jsonValue()));

const answers: fc.Arbitrary<Answer> = fc.record(
  {
    data: data as fc.Arbitrary<Answer["data"]>,
    errors: fc.array(error, { maxLength: 3 }) as fc.Arbitrary<Answer["errors"]>,
    withheld: fc.array(fc.constant({ path: ["score"], reason: "DENIED" as const }), { maxLength: 1 }),
    accesses: fc.constant([]),
    cut: fc.constant("a-cut"),
    dataText: fc.constantFrom('{"score":1}', Buffer.from('{"whoami":"ä"}')),
    deprecations: fc.constant([{ since: "2026-01-01", sunset: "2027-01-01" } as never]),
  },
  { requiredKeys: ["data", "errors", "withheld", "accesses"] },
);

describe("a request on the short way", () => {
  it("is answered byte for byte as through Apollo Server, whatever the mesh answers", async () => {
    await fc.assert(
      fc.asyncProperty(answers, accepts, async (answer, accept) => {
        const query = "query Q { whoami }";
        const { directly, throughApollo, noted } = await bothWays(
          () => Promise.resolve(answer),
          { query, variables: {} },
          accept,
        );
        expect(directly).toEqual(throughApollo);
        expect(noted[0]).toEqual(noted[1]);
      }),
      { numRuns: 150 },
    );
  }, 120_000);

  const requests: readonly (readonly [string, Partial<GraphqlRequest>])[] = [
    ["no document", { query: "{ whoami" }],
    ["a document of another language", { query: "select 1" }],
    ["an unknown field", { query: "{ whoamI customer { nam } }" }],
    ["an unknown argument and a missing one", { query: "{ score(ID: 1) }" }],
    [
      "more mistakes than are told",
      { query: `{ ${Array.from({ length: 50 }, (_, i) => `f${i}`).join(" ")} }` },
    ],
    ["many fields of one name", { query: `{ customer { ${"name ".repeat(990)} } }` }],
    ["a fragment that contains itself", { query: "{ ...a } fragment a on Query { ...a }" }],
    ["several operations and no name", { query: "query A { whoami } query B { whoami }" }],
    ["a name that no operation has", { query: "query A { whoami }", operationName: "B" }],
    ["one of several", { query: "query A { whoami } query B { whoami }", operationName: "B" }],
    ["variables", { query: "query A($id: ID!) { score(id: $id) }", variables: { id: "1" } }],
    ["variables that do not fit", { query: "query A($id: ID!) { score(id: $id) }", variables: { id: null } }],
    ["introspection", { query: "{ __schema { queryType { name } } }" }],
  ];
  const mesh = fakeMesh();

  it.each(
    requests.flatMap(([what, request]) =>
      ["*/*", "application/json", "application/graphql-response+json"].map(
        (accept) => [what, accept, request] as const,
      ),
    ),
  )("is answered byte for byte as through Apollo Server: %s, %s", async (_what, accept, asked) => {
    const request: GraphqlRequest = { query: "", variables: {}, ...asked };
    const { directly, throughApollo, noted } = await bothWays(
      (...args) => mesh.answer(...args),
      request,
      accept,
    );
    expect(directly).toEqual(throughApollo);
    expect(noted[0]).toEqual(noted[1]);
  });

  it.each([
    new MeshError("UNAVAILABLE", "later", { product: "a@1" }),
    new MeshError("BAD_USER_INPUT", "no"),
    new MeshError("FORBIDDEN", "no"),
    new Error("boom"),
    "boom",
  ])("is answered byte for byte as through Apollo Server when the mesh throws %s", async (thrown) => {
    const { directly, throughApollo } = await bothWays(
      () => Promise.reject(thrown as Error),
      { query: "{ whoami }", variables: {} },
      "application/json",
    );
    expect(directly).toEqual(throughApollo);
  });
});
