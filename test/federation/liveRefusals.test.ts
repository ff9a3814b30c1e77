import { context, dataProduct, event, id, role, z } from "@datamesh/kernel";
import { desk, put, shelf } from "../support/cutContexts.ts";
import { type CutMesh, startCutMesh } from "../support/cutMesh.ts";
import type { Received } from "../support/liveClients.ts";
import { type LiveGateway, openLiveGateway } from "../support/liveGateway.ts";

const CHANGES = "subscription ($after: ID) { itemsV1Changes(after: $after) { position } }";
const ITEM = "subscription ($item: ID!) { itemV1Changed(item: $item) { score } }";

const Kept = event("SECRET_KEPT", { description: "A secret was kept.", data: { secret: z.string() } });

/** A product that none but keepers may read. */
const vault = context({
  name: "vault",
  owner: shelf.owner,
  events: [Kept],
  products: [
    dataProduct({
      name: "secrets",
      version: "1.0.0",
      owner: shelf.owner,
      description: "What is kept.",
      key: "secret",
      fields: { secret: id().describe("The secret") },
      from: ({ on }) => [on(Kept, (e) => e.data)],
      sla: { latencyP95: "100ms", freshness: "1m", availability: "99.9%", completeness: "100%" },
      policy: { read: role("keeper"), purposes: ["testing"], retention: "7y", compliance: [] },
    }),
  ],
});

/** What a mesh answers while a context is down. */
const unanswered = {
  data: { itemsV1Changes: null },
  errors: [{ message: "down", path: ["itemsV1Changes"], extensions: { code: "UNAVAILABLE" } }],
  withheld: [],
  accesses: [],
};

let mesh: CutMesh;
let gateway: LiveGateway;
/** Whether contexts answer. */
let isUp = true;
beforeAll(async () => {
  mesh = await startCutMesh([shelf, desk, vault], { waitMilliseconds: 1_000 });
  await mesh.append("shelf", put("a", 1));
  await mesh.catchUp();
  const answer: CutMesh["gateway"]["answer"] = (...asked) =>
    isUp ? mesh.gateway.answer(...asked) : Promise.resolve(unanswered);
  gateway = await openLiveGateway({ ...mesh, gateway: { ...mesh.gateway, answer } }, ["shelf"]);
});
afterAll(async () => {
  await gateway.stop();
  await mesh.stop();
});

const postSse = (url: string, body: object, token = "ada", signal?: AbortSignal): Promise<Response> =>
  fetch(`${url}/graphql`, {
    method: "POST",
    headers: {
      accept: "text/event-stream",
      "content-type": "application/json",
      authorization: `Bearer ${token}`,
    },
    body: JSON.stringify(body),
    ...(signal && { signal }),
  });

/** The status and codes of an ordinary response. */
async function refusal(query: string, variables: object = {}, token?: string): Promise<readonly unknown[]> {
  const response = await postSse(gateway.url, { query, variables }, token);
  expect(response.headers.get("content-type")).toBe("application/json; charset=utf-8");
  const { errors } = (await response.json()) as Received;
  return [response.status, errors?.map(({ extensions }) => extensions["code"])];
}

describe("refusals of server-sent events", () => {
  it.each([
    ["of a variable of another type", CHANGES, { after: { no: "id" } }, 400, "BAD_USER_INPUT"],
    ["of what is no position", CHANGES, { after: "abc" }, 400, "BAD_USER_INPUT"],
    ["of a position beyond the history", CHANGES, { after: "999999" }, 410, "AS_OF_UNAVAILABLE"],
    ["of changes that one may not read", "subscription { secretsV1Changes { key } }", {}, 403, "FORBIDDEN"],
    ["of a row", 'subscription { secretV1Changed(secret: "s") { secret } }', {}, 403, "FORBIDDEN"],
    [
      "of a query without its operation",
      "query A { __typename } query B { __typename }",
      {},
      400,
      "BAD_USER_INPUT",
    ],
  ])("are ordinary responses: %s", async (_what, query, variables, status, code) => {
    expect(await refusal(query, variables)).toEqual([status, [code]]);
  });

  it("are ordinary responses when the token is good no more", async () => {
    gateway.judge("late", "EXPIRED");
    expect(await refusal(CHANGES, {}, "late")).toEqual([401, ["UNAUTHENTICATED"]]);
  });

  it("leave nothing behind: as often as one likes", async () => {
    const few = await openLiveGateway(mesh, ["shelf"], { perConsumer: 1 });
    const statuses: number[] = [];
    for (const after of ["abc", "abc", "0"]) {
      const leaving = new AbortController();
      const response = await postSse(
        few.url,
        { query: CHANGES, variables: { after } },
        "eve",
        leaving.signal,
      );
      statuses.push(response.status);
      leaving.abort();
    }
    expect(statuses).toEqual([400, 400, 200]);
    await few.stop();
  });

  it.each([
    ["behind a position", CHANGES, { after: "0" }],
    ["from now on", CHANGES, {}],
    ["of a row", ITEM, { item: "a" }],
  ])(
    "are 503 while a context does not answer, and not once the stream has begun: %s",
    async (_what, query, variables) => {
      isUp = false;
      try {
        const response = await postSse(gateway.url, { query, variables });
        expect([response.status, response.headers.get("retry-after")]).toEqual([503, "1"]);
      } finally {
        isUp = true;
      }
      const response = await postSse(gateway.url, { query, variables });
      expect(response.status).toBe(200);
      await response.body?.cancel();
    },
  );

  it("are not waited for longer than it takes to begin: a stream that has nothing to tell has its head", async () => {
    const begun = performance.now();
    const response = await postSse(gateway.url, { query: CHANGES });
    expect([response.status, response.headers.get("content-type")]).toEqual([
      200,
      "text/event-stream; charset=utf-8",
    ]);
    expect(performance.now() - begun).toBeLessThan(900);
    await response.body?.cancel();
  });

  it("end a stream that has begun in the stream", async () => {
    const response = await postSse(gateway.url, { query: ITEM, variables: { item: "a" } }, "ends");
    gateway.judge("ends", "REVOKED");
    const text = await response.text();
    expect(text.match(/^event: \w+$/gm)).toEqual(["event: next", "event: next", "event: complete"]);
    expect(text).toContain(`"code":"UNAUTHENTICATED"`);
  });

  it.each([
    "subscription { itemsV1Changes @skip(if: true) { position } }",
    "subscription ($on: Boolean = false) { ...on Subscription @include(if: $on) { itemsV1Changes { position } } }",
    "subscription ($on: Boolean!) { itemsV1Changes @skip(if: $on) { position } }",
    "subscription { ...Root } fragment Root on Subscription { ...Root itemsV1Changes @include(if: true) { position } }",
  ])("are told of a condition on what is subscribed to: %s", async (query) => {
    const response = await postSse(gateway.url, { query });
    const { errors } = (await response.json()) as Received;
    expect([response.status, errors?.[0]?.extensions["code"]]).toEqual([400, "GRAPHQL_VALIDATION_FAILED"]);
  });

  it("at a rate say when to come back, as those of any request", async () => {
    const rates = { perSecond: 1, burst: 1, concurrent: 100 };
    const limited = await openLiveGateway(mesh, ["shelf"], {}, rates);
    const query = "{ itemsV1(first: 0) { nodes { item } } }";
    const replies = await Promise.all(Array.from({ length: 8 }, () => postSse(limited.url, { query })));
    const refused = replies.find(({ status }) => status === 429);
    const told = (await refused?.json()) as Received | undefined;
    expect(told?.errors?.[0]?.extensions["code"]).toBe("RATE_LIMITED");
    expect(refused?.headers.get("retry-after")).toBe(String(told?.errors?.[0]?.extensions["retryAfter"]));
    await limited.stop();
  });
});
