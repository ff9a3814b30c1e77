import { serverAudits } from "graphql-http";
import { closing } from "./testing/closing.ts";
import { answerWith, fakeMesh } from "./testing/fakeMesh.ts";
import { openGateway, TOKEN } from "./testing/openGateway.ts";

const { keep, stopAll } = closing();
afterEach(stopAll);

const authorized: typeof fetch = (input, init) => {
  const headers = new Headers(init?.headers);
  headers.set("authorization", `Bearer ${TOKEN}`);
  return fetch(input, { ...init, headers });
};

const audits = serverAudits({ url: "http://gateway/graphql" }).map(({ id, name }) => [id, name] as const);

describe("GraphQL over HTTP, by the audits of graphql-http", () => {
  it.each(audits)("%s: %s", async (id) => {
    const { url } = await keep(openGateway());
    const audit = serverAudits({ url: `${url}/graphql`, fetchFn: authorized }).find((each) => each.id === id);
    const result = await audit?.fn();
    if (result?.status !== "ok") await result?.response.body?.cancel();
    expect(result).toMatchObject({ status: "ok" });
  });
});

const SDL = "type Query { whoami: String } type Mutation { change: Int } type Subscription { ticks: Int }";

/** Asks by GET, with a token and nothing else that Node does not send of itself. */
async function get(url: string, search: Record<string, string>, headers: Record<string, string> = {}) {
  const query = new URLSearchParams(search).toString();
  return fetch(`${url}/graphql?${query}`, { headers: { authorization: `Bearer ${TOKEN}`, ...headers } });
}

describe("a query by GET", () => {
  it("is answered as by POST, under the same limits and with the same accounting", async () => {
    const mesh = fakeMesh();
    const { url, post } = await keep(openGateway({ mesh }));
    const query = "query A($id: ID!) { score(id: $id) } query B { whoami }";
    const variables = { id: "7" };
    const response = await get(url, { query, operationName: "A", variables: JSON.stringify(variables) });
    const posted = await post({ query, operationName: "A", variables });
    expect(await response.text()).toBe(await posted.text());
    expect(mesh.asked[1]?.operation).toMatchObject({ ...mesh.asked[0]?.operation });
    expect(response.headers.get("cache-control")).toBe("no-store");
  });

  it.each([
    ["without a token", {}, { authorization: "none" }, 401],
    ["without a query", {}, {}, 400],
    ["with variables that are no JSON", { query: "{ whoami }", variables: "{" }, {}, 400],
    ["with a list of variables", { query: "{ whoami }", variables: "[]" }, {}, 400],
    ["for an answer in HTML", { query: "{ whoami }" }, { accept: "text/html" }, 406],
    ["beyond a limit", { query: `{ ${"whoami ".repeat(4_000)} }` }, {}, 431],
    ["too deep", { query: `{ a(b: ${"[".repeat(60)}${"]".repeat(60)}) }` }, {}, 400],
  ])("is refused %s", async (_what, search, headers, status) => {
    const mesh = fakeMesh();
    const { url } = await keep(openGateway({ mesh }));
    expect((await get(url, search, headers)).status).toBe(status);
    expect(mesh.asked).toEqual([]);
  });

  it("cannot change anything: 405, with the method that can", async () => {
    const mesh = fakeMesh({ sdl: SDL, answer: answerWith({ data: { change: 1 } }) });
    const { url } = await keep(openGateway({ mesh }));
    const response = await get(url, { query: "mutation { change }" });
    expect([response.status, response.headers.get("allow")]).toEqual([405, "POST"]);
    expect(await response.json()).toMatchObject({ errors: [{ extensions: { code: "BAD_USER_INPUT" } }] });
    expect(mesh.asked).toEqual([]);
  });

  it("given twice is refused rather than guessed", async () => {
    const { url } = await keep(openGateway());
    const response = await fetch(`${url}/graphql?query={a}&query={b}`, {
      headers: { authorization: `Bearer ${TOKEN}` },
    });
    expect([response.status, await response.json()]).toMatchObject([
      400,
      { errors: [{ message: '"query" is given more than once' }] },
    ]);
  });
});
