import { closing } from "./testing/closing.ts";
import { answerWith, fakeMesh } from "./testing/fakeMesh.ts";
import { TOKEN, openGateway } from "./testing/openGateway.ts";

const { keep, stopAll } = closing();
afterEach(stopAll);

const isRequest = ({ msg }: Readonly<Record<string, unknown>>) => msg === "request";

describe("a request's log line", () => {
  it("says who did what, how it ended and how long it took", async () => {
    let time = 0;
    const { post, until } = await keep(openGateway({ now: () => (time += 1.5) }));
    await post({ query: "query Me { whoami }" }, { "x-request-id": "r1" });
    const { pid: _, hostname: __, time: ___, ...line } = await until(isRequest);
    expect(line).toEqual({
      level: 30,
      msg: "request",
      requestId: "r1",
      method: "POST",
      route: "graphql",
      status: 200,
      ms: 1.5,
      consumer: "ada",
      operation: "Me",
      kind: "query",
    });
  });

  it("holds what the mesh noted", async () => {
    const mesh = fakeMesh();
    const answer = answerWith({ data: {} });
    const noting = fakeMesh({
      answer: (operation, context) => {
        context.note({ products: ["a@1"] });
        return answer(operation, context);
      },
    });
    const { post, until } = await keep(openGateway({ mesh: { ...noting, apiSchema: mesh.apiSchema } }));
    await post({ query: "{ whoami }" });
    expect(await until(isRequest)).toMatchObject({ operation: "anonymous", products: ["a@1"] });
  });

  it("holds no token, no variable and no literal, whatever happens", async () => {
    const { post, url, lines, until } = await keep(openGateway());
    const query = 'query ($id: ID!) { score(id: $id) other: score(id: "literal-4711") }';
    await post({ query, variables: { id: "variable-4711" } });
    await post({ query: query.slice(0, -1), variables: { id: "variable-4711" } });
    await post(`{"query": "variable-4711`);
    await fetch(`${url}/graphql?query=variable-4711`);
    await fetch(`${url}/variable-4711`);
    await until(({ route }) => route === "unknown");
    expect(lines.filter(isRequest)).toHaveLength(5);
    // By its word: the digits alone may stand in a time of day.
    expect(JSON.stringify(lines)).not.toMatch(/(literal|variable)-4711/);
    expect(JSON.stringify(lines)).not.toContain(TOKEN);
  });

  it("of a probe is written only where details are wanted", async () => {
    const { url, until } = await keep(openGateway());
    await fetch(`${url}/health/live`);
    expect(await until(isRequest)).toMatchObject({ level: 20, route: "health" });
  });
});

describe("a request id", () => {
  it.each(["abc", "A.b_c-9", "x".repeat(64)])("that was brought along is kept: %s", async (id) => {
    const { url } = await keep(openGateway());
    const response = await fetch(`${url}/health/live`, { headers: { "x-request-id": id } });
    expect(response.headers.get("x-request-id")).toBe(id);
  });

  it.each(["", "x".repeat(65), "a b", "a/b", 'a"b', "ä"])("that does not fit is replaced: %j", async (id) => {
    const { url } = await keep(openGateway({ newId: () => "made" }));
    const response = await fetch(`${url}/health/live`, { headers: { "x-request-id": id } });
    expect(response.headers.get("x-request-id")).toBe("made");
  });

  it("is new for each request otherwise", async () => {
    const { url } = await keep(openGateway());
    const ids = await Promise.all(
      [1, 2].map(async () => (await fetch(`${url}/x`)).headers.get("x-request-id")),
    );
    expect(ids[0]).toMatch(/^[0-9a-f-]{36}$/);
    expect(ids[0]).not.toBe(ids[1]);
  });
});
