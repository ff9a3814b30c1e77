interface MeshFetcherModule {
  readonly HINTS: Readonly<Record<string, string>>;
  readonly meshFetcher: (parts: {
    token: string;
    send: (url: string, init: RequestInit) => Promise<Response>;
    report: (state: string) => void;
  }) => (params: object) => Promise<unknown>;
  readonly readToken: (pasted: string) => string;
}

const file = new URL("./static/meshFetcher.js", import.meta.url).pathname;
const { HINTS, meshFetcher, readToken } = (await import(file)) as MeshFetcherModule;

/** A fetcher, what it sent and what it reported. */
function fetcher(token: string, respond: () => Promise<Response>) {
  const sent: [string, RequestInit][] = [];
  const reported: string[] = [];
  const send = (url: string, init: RequestInit) => {
    sent.push([url, init]);
    return respond();
  };
  return { sent, reported, ask: meshFetcher({ token, send, report: (state) => reported.push(state) }) };
}

const json = (status: number, body: unknown) => () => Promise.resolve(Response.json(body, { status }));

describe("the playground's fetcher", () => {
  it("sends the query with the token, to this gateway and without cookies", async () => {
    const answer = { data: { a: 1 } };
    const { ask, sent, reported } = fetcher("t1", json(200, answer));
    expect(await ask({ query: "{ a }", operationName: "A", variables: { b: 2 }, extra: 1 })).toEqual(answer);
    expect(sent).toEqual([
      [
        "/graphql",
        {
          method: "POST",
          headers: { "content-type": "application/json", authorization: "Bearer t1" },
          credentials: "omit",
          body: '{"query":"{ a }","operationName":"A","variables":{"b":2}}',
        },
      ],
    ]);
    expect(reported).toEqual(["accepted"]);
  });

  it("sends nothing without a token, and says what to do", async () => {
    const { ask, sent, reported } = fetcher("", json(200, {}));
    expect(await ask({ query: "{ a }" })).toEqual({ errors: [{ message: HINTS.missing }] });
    expect([sent, reported]).toEqual([[], ["missing"]]);
  });

  it("says when the token is refused, and shows the answer", async () => {
    const answer = { errors: [{ message: "the token is not valid" }] };
    const { ask, reported } = fetcher("old", json(401, answer));
    expect(await ask({ query: "{ a }" })).toEqual(answer);
    expect(reported).toEqual(["refused"]);
  });

  it.each([
    ["does not answer", () => Promise.reject(new TypeError("Failed to fetch"))],
    ["answers no JSON", () => Promise.resolve(new Response("<html>"))],
  ])("says when the gateway %s", async (_, respond) => {
    const { ask, reported } = fetcher("t1", respond);
    expect(await ask({ query: "{ a }" })).toEqual({ errors: [{ message: HINTS.unreachable }] });
    expect(reported).toEqual(["unreachable"]);
  });
});

describe("a pasted token", () => {
  it.each(["abc.def", " abc.def\n", "Bearer abc.def", "bearer  abc.def "])("is read from %j", (pasted) => {
    expect(readToken(pasted)).toBe("abc.def");
  });
});
