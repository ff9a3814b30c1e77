import { connect } from "node:net";
import { once } from "node:events";
import { refusal } from "../subgraph/refusal.ts";
import { jsonAnswer, type Route } from "./httpMessage.ts";
import { healthRoutes, subgraphRoutes } from "./routes.ts";
import { type RunningHttpServer, serveHttp } from "./serveHttp.ts";

const servers: RunningHttpServer[] = [];
const errors: unknown[] = [];
async function serve(
  routes: Readonly<Record<string, Route>>,
  maxBodyBytes?: number,
): Promise<RunningHttpServer> {
  const server = await serveHttp({
    host: "127.0.0.1",
    port: 0,
    routes,
    onError: (error) => errors.push(error),
    ...(maxBodyBytes !== undefined && { maxBodyBytes }),
  });
  servers.push(server);
  return server;
}
const post = (url: string, body: string | Uint8Array<ArrayBuffer>, headers: Record<string, string> = {}) =>
  fetch(url, { method: "POST", body, headers });

afterEach(async () => {
  errors.length = 0;
  await Promise.all(servers.splice(0).map((server) => server.close(0)));
});

test("a subgraph is asked with the bytes, token and request id that came, and answers as it does", async () => {
  const asked: unknown[] = [];
  const { url } = await serve(
    subgraphRoutes({
      handle: async (request) => {
        asked.push(request);
        return { status: 401, body: `{"errors":[]}` };
      },
    }),
  );
  const body = `{"query":"{ é }"}`;
  const response = await post(`${url}/graphql`, body, { authorization: "Bearer t", "x-request-id": "r-1" });
  expect(response.status).toBe(401);
  expect(await response.text()).toBe(`{"errors":[]}`);
  await post(`${url}/graphql`, body, { "x-request-id": "no id\u00e9" });
  expect(asked).toEqual([
    { authorization: "Bearer t", requestId: "r-1", body, signal: expect.any(AbortSignal) },
    { authorization: "", requestId: "unknown", body, signal: expect.any(AbortSignal) },
  ]);
});

test("nothing else is there, and nothing by another method", async () => {
  const { url } = await serve({ "/graphql": { POST: () => jsonAnswer(200, {}) } });
  expect((await post(`${url}/graphql/`, "")).status).toBe(404);
  expect((await post(`${url}/constructor`, "")).status).toBe(404);
  const response = await fetch(`${url}/graphql?query={a}`);
  expect([response.status, response.headers.get("allow")]).toEqual([405, "POST"]);
});

test("a body beyond the bound is refused, and one that is not UTF-8", async () => {
  const { url } = await serve({ "/": { POST: ({ body }) => jsonAnswer(200, body) } }, 10);
  expect((await post(`${url}/`, "0123456789")).status).toBe(200);
  expect((await post(`${url}/`, "0123456789a")).status).toBe(413);
  expect((await post(`${url}/`, new Uint8Array([0xff]))).status).toBe(400);
});

test("a route that throws is told to the log, and nothing of it to the caller", async () => {
  const failure = new Error("secret");
  const { url } = await serve({
    "/": {
      POST: () => {
        throw failure;
      },
    },
  });
  const response = await post(`${url}/`, "");
  expect(response.status).toBe(500);
  expect(await response.text()).not.toContain("secret");
  expect(errors).toEqual([failure]);
});

test("a server that drains still answers, closing each connection; one that closes waits for running requests", async () => {
  let answer: () => void = () => undefined;
  const started = new Promise<void>((resolve) => (answer = resolve));
  let begun: () => void = () => undefined;
  const running = new Promise<void>((resolve) => (begun = resolve));
  const server = await serve({
    "/": {
      POST: async () => {
        begun();
        await started;
        return jsonAnswer(200, "late");
      },
    },
    ...healthRoutes(() => true),
  });
  server.drain();
  const probe = await fetch(`${server.url}/health/ready`);
  expect([probe.status, probe.headers.get("connection")]).toEqual([200, "close"]);
  const slow = post(`${server.url}/`, "");
  await running;
  const closed = server.close(5_000);
  await expect(fetch(`${server.url}/health/live`)).rejects.toThrow("fetch failed");
  answer();
  expect(await (await slow).json()).toBe("late");
  await closed;
});

test("readiness that fails is unreadiness, while the process lives", async () => {
  const { url } = await serve(
    healthRoutes(() => {
      throw new Error("no database");
    }),
  );
  expect((await fetch(`${url}/health/ready`)).status).toBe(503);
  expect((await fetch(`${url}/health/live`)).status).toBe(200);
});

test("a port that is taken is named", async () => {
  const { url } = await serve({});
  const port = Number(new URL(url).port);
  await expect(
    serveHttp({ host: "127.0.0.1", port, routes: {}, onError: () => undefined }),
  ).rejects.toMatchObject({
    code: "BAD_USER_INPUT",
    message: `cannot listen at 127.0.0.1:${port} (EADDRINUSE): set HOST and PORT`,
  });
});

test("a caller that goes away in the middle of its body hurts nobody", async () => {
  const { url } = await serve({ "/": { POST: () => jsonAnswer(200, {}) } });
  const socket = connect(Number(new URL(url).port), "127.0.0.1");
  await once(socket, "connect");
  socket.write("POST / HTTP/1.1\r\nhost: x\r\ncontent-length: 10\r\n\r\nabc");
  socket.destroy();
  expect((await post(`${url}/`, "")).status).toBe(200);
  expect(errors).toEqual([]);
});

test("whatever has no token is refused alike, whichever way it asks", async () => {
  const { url } = await serve(subgraphRoutes({ handle: async () => refusal("UNAUTHENTICATED") }), 16);
  const asked = await Promise.all([
    post(`${url}/graphql`, "{}"),
    post(`${url}/graphql`, "x".repeat(17)),
    fetch(`${url}/graphql`, { method: "POST", body: new Uint8Array([0xff]) }),
    fetch(`${url}/graphql?query={_service{sdl}}`),
    fetch(`${url}/graphql`, { method: "DELETE" }),
  ]);
  const seen = await Promise.all(
    asked.map(async (response) => {
      const { date: _date, connection: _connection, ...headers } = Object.fromEntries(response.headers);
      return { status: response.status, headers, text: await response.text() };
    }),
  );
  expect(new Set(seen.map((each) => JSON.stringify(each))).size).toBe(1);
  expect(seen[0]?.status).toBe(401);
});
