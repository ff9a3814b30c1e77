import { createHash } from "node:crypto";
import type { Consumer } from "@datamesh/kernel/policy";
import { documentStore } from "../documents/index.ts";
import { DEFAULT_LIMITS } from "../limits/index.ts";
import type { TokenVerdict } from "./authenticateRequest.ts";
import { closing } from "./testing/closing.ts";
import { fakeMesh } from "./testing/fakeMesh.ts";
import { openGateway, type Wishes } from "./testing/openGateway.ts";

const { keep, stopAll } = closing();
afterEach(stopAll);

const query = "query A($id: ID!) { score(id: $id) }";
const BODY = { query, variables: { id: "1" } };
const ada: Consumer = {
  id: "ada",
  client: "app",
  roles: ["analyst"],
  scopes: [],
  purposes: ["credit"],
} as Consumer;

/** A mesh that answers everything with what it keeps. */
const keptMesh = (served: "hit" | "miss" = "hit") =>
  fakeMesh({
    answer: () => ({ data: null, dataText: '{"score":1}', errors: [], withheld: [], accesses: [], served }),
  });

/** A door at which the body was asked, and answered from the cache, twice. */
async function askedTwice(wishes: Wishes = {}) {
  const mesh = keptMesh();
  const now: { verdict: TokenVerdict } = { verdict: { ok: true, consumer: ada } };
  const gateway = await keep(openGateway({ mesh, verifyToken: () => now.verdict, ...wishes }));
  for (let time = 0; time < 2; time += 1) expect((await gateway.post(BODY)).status).toBe(200);
  return { ...gateway, asked: mesh.asked, now };
}

describe("a request that is answered from the cache", () => {
  it("is read once, and one that is worked out each time", async () => {
    const { asked } = await askedTwice();
    expect(asked[1]?.operation.variables).toBe(asked[0]?.operation.variables);
    const miss = keptMesh("miss");
    const other = await keep(openGateway({ mesh: miss }));
    await other.post(BODY);
    await other.post(BODY);
    expect(miss.asked[1]?.operation.variables).not.toBe(miss.asked[0]?.operation.variables);
  });

  it("is another one when a character of it differs", async () => {
    const { post, asked } = await askedTwice();
    await post({ ...BODY, variables: { id: "2" } });
    await post({ ...BODY, variables: { id: "1", other: true } });
    expect(asked.slice(2).map(({ operation }) => operation.variables)).toEqual([
      { id: "2" },
      { id: "1", other: true },
    ]);
  });

  it.each<[string, TokenVerdict]>([
    ["has been revoked", { ok: false, reason: "REVOKED" }],
    ["has expired", { ok: false, reason: "EXPIRED" }],
  ])("is refused to a token that %s", async (_what, verdict) => {
    const { post, asked, now } = await askedTwice();
    now.verdict = verdict;
    expect((await post(BODY)).status).toBe(401);
    expect(asked).toHaveLength(2);
  });

  it("is refused without a token", async () => {
    const { post } = await askedTwice();
    expect((await post(BODY, { authorization: "" })).status).toBe(401);
  });

  it("is asked by whoever asks it, with the roles and the purpose of now", async () => {
    const { post, asked, now } = await askedTwice();
    now.verdict = { ok: true, consumer: { ...ada, id: "bob", roles: [] } };
    await post(BODY, { "x-purpose": "credit" });
    expect(asked[2]?.context.consumer).toMatchObject({ id: "bob", roles: [], purpose: "credit" });
    expect((await post(BODY, { "x-purpose": "marketing" })).status).toBe(403);
  });

  it("is refused once its document is trusted no longer", async () => {
    const documents = documentStore();
    const hash = createHash("sha256").update(query).digest("hex");
    documents.replace([{ client: "app", hash, text: query }]);
    const { post } = await askedTwice({ documents, config: { documents: "only" } });
    documents.replace([]);
    expect((await post(BODY)).status).toBe(403);
  });

  it("is refused as soon as a consumer asks too much", async () => {
    const rates = { perSecond: 2, burst: 1, concurrent: 10 };
    const { post } = await askedTwice({ config: { rates } });
    await post(BODY);
    expect((await post(BODY)).status).toBe(429);
  });

  it("is refused by a door whose limits it exceeds, whatever another has let in", async () => {
    await askedTwice();
    const mesh = keptMesh();
    const { post } = await keep(openGateway({ mesh, config: { limits: { ...DEFAULT_LIMITS, tokens: 3 } } }));
    for (let time = 0; time < 2; time += 1) expect((await post(BODY)).status).toBe(400);
    expect(mesh.asked).toHaveLength(0);
  });

  it("is checked against the schema of now", async () => {
    const { post, mesh } = await askedTwice();
    mesh.put(fakeMesh({ sdl: "type Query { other(id: ID): Int }" }));
    expect(await (await post(BODY)).json()).toMatchObject({
      errors: [{ extensions: { code: "GRAPHQL_VALIDATION_FAILED" } }],
    });
    mesh.put(undefined);
    expect((await post(BODY)).status).toBe(503);
  });

  it("asks what its headers ask besides", async () => {
    const { post, asked } = await askedTwice();
    const costly = await post(BODY, { "x-datamesh-cost": "true" });
    expect(await costly.json()).toMatchObject({ extensions: { cost: { accepted: DEFAULT_LIMITS.cost } } });
    await post(BODY, { "x-datamesh-at-least": "customers=7" });
    expect(asked[3]?.context.reading).toMatchObject({ atLeast: { customers: 7 } });
    expect(await (await post(BODY)).json()).toEqual({ data: { score: 1 } });
  });

  it("is no request in another type of content", async () => {
    const { post } = await askedTwice();
    expect((await post(BODY, { "content-type": "text/plain" })).status).toBe(415);
    expect((await post(BODY, { "content-encoding": "gzip" })).status).toBe(415);
  });
});
