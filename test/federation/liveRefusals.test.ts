import { desk, shelf } from "../support/cutContexts.ts";
import { type CutMesh, startCutMesh } from "../support/cutMesh.ts";
import type { Received } from "../support/liveClients.ts";
import { type LiveGateway, openLiveGateway } from "../support/liveGateway.ts";

const CHANGES = "subscription ($after: ID) { itemsV1Changes(after: $after) { position } }";

let mesh: CutMesh;
let gateway: LiveGateway;
beforeAll(async () => {
  mesh = await startCutMesh([shelf, desk], { waitMilliseconds: 1_000 });
  await mesh.catchUp();
  gateway = await openLiveGateway(mesh, ["shelf"]);
});
afterAll(async () => {
  await gateway.stop();
  await mesh.stop();
});

const postSse = (url: string, body: object): Promise<Response> =>
  fetch(`${url}/graphql`, {
    method: "POST",
    headers: {
      accept: "text/event-stream",
      "content-type": "application/json",
      authorization: "Bearer ada",
    },
    body: JSON.stringify(body),
  });

describe("refusals of server-sent events", () => {
  it("are told in the stream when found out by reading the first event, and by an ordinary response before", async () => {
    const ask = async (variables: object) => {
      const response = await postSse(gateway.url, { query: CHANGES, variables });
      return [response.status, response.headers.get("content-type"), await response.text()] as const;
    };
    const [status, type, text] = await ask({ after: "abc" });
    expect([status, type]).toEqual([200, "text/event-stream; charset=utf-8"]);
    expect(text.match(/^event: \w+$/gm)).toEqual(["event: next", "event: complete"]);
    expect(text).toContain(`"code":"BAD_USER_INPUT"`);
    expect((await ask({ after: { no: "id" } })).slice(0, 2)).toEqual([
      400,
      "application/json; charset=utf-8",
    ]);
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
