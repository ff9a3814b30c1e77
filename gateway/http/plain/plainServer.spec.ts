import { once } from "node:events";
import { type AddressInfo, connect, type Socket } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import type { Handler } from "../router.ts";
import { closeServer } from "../closeServer.ts";
import { LoggedExchange } from "../loggedExchange.ts";
import { jsonReply } from "../reply.ts";
import { logLines } from "../testing/logLines.ts";
import { PlainHttpServer } from "./plainServer.ts";
import { echo, ended, serving } from "./testing/bothServers.ts";
import { talk } from "./testing/talk.ts";

let plain: Awaited<ReturnType<typeof serving>>;
let node: Awaited<ReturnType<typeof serving>>;
beforeAll(async () => {
  plain = await serving(echo, "/graphql");
  node = await serving(echo, undefined);
});
afterAll(() => Promise.all([ended(plain.server), ended(node.server)]));

/** In Latin-1, so that every character is a byte. */
function request(body: string, lines: readonly string[] = [], line = "POST /graphql HTTP/1.1"): string {
  const bytes = Buffer.from(body).toString("latin1");
  const head = [
    line,
    "host: mesh",
    "content-type: application/json",
    ...lines,
    `content-length: ${bytes.length}`,
  ];
  return [...head, "", bytes].join("\r\n");
}

const LAST = request('{"last":true}', ["connection: close"]);

async function heardByBoth(pieces: readonly string[]) {
  const [plainly, byNode] = await Promise.all([talk(plain.port, pieces), talk(node.port, pieces)]);
  expect(plainly).toEqual(byNode);
  return plainly;
}

describe("what is sent to a server that reads plainly", () => {
  it.each<[string, readonly string[], readonly number[]]>([
    ["one plain request", [request('{"a":1}')], [200, 200]],
    [
      "several, one after the other",
      [request("{}"), request('{"b":"é"}'), request("[]")],
      [200, 200, 200, 200],
    ],
    ["no JSON", [request("{")], [400, 200]],
    ["no UTF-8", [request('{"a":"?"}').replace("?", "\xff")], [400, 200]],
    ["two at once", [request("{}") + request('{"b":2}')], [200, 200, 200]],
    ["another before the answer is out", [request('{"wait":30}'), request('{"b":2}')], [200, 200, 200]],
    ["a head in two parts", ["POST /graphql HTTP/1.1\r\nhost: m", request("{}").slice(32)], [200, 200]],
    ["a body in two parts", [request('{"a":1}').slice(0, -3), ":1}"], [200, 200]],
    ["another path", [request("{}", [], "POST /graphql?a=1 HTTP/1.1")], [200, 200]],
    ["an absolute path", [request("{}", [], "POST http://mesh/graphql HTTP/1.1")], [200, 200]],
    ["another method", [request("{}", [], "PUT /graphql HTTP/1.1")], [200, 200]],
    ["HTTP/1.0", [request("{}", [], "POST /graphql HTTP/1.0")], [200]],
    ["an expectation", [request("{}", ["expect: 100-continue"])], [100, 200, 200]],
    ["a header twice", [request("{}", ["x-other: a", "x-other: b"])], [200, 200]],
    ["two hosts", [request("{}", ["Host: other"])], [400, 200]],
    ["names in other cases", [request("{}", ["X-Purpose:   a b \t"])], [200, 200]],
    ["a value in Latin-1", [request("{}", ["x-purpose: \xe9"])], [200, 200]],
    ["a head of 8 kB", [request("{}", [`x-long: ${"a".repeat(8_300)}`])], [200, 200]],
    ["a head of 20 kB", [request("{}", [`x-long: ${"a".repeat(20_000)}`])], [431]],
    ["no host", [request("{}").replace("host: mesh\r\n", "")], [400]],
    ["two lengths", [request("{}", ["content-length: 2"])], [400]],
    ["a length and chunks", [request("{}", ["transfer-encoding: chunked"])], [400]],
    ["a length that is no number", [request("{}").replace("length: 2", "length: 2, 2")], [400]],
    ["a length with a sign", [request("{}").replace("length: 2", "length: +2")], [400]],
    ["a blank before the colon", [request("{}", ["x-purpose : a"])], [400]],
    ["a folded line", [request("{}", ["x-purpose: a\r\n b"])], [400]],
    ["lines that end in a feed", [request("{}").replaceAll("\r\n", "\n")], [400]],
    ["a control character", [request("{}", ["x-purpose: a\x01"])], [400]],
    ["no HTTP", ["hello\r\n\r\n"], [400]],
    ["another protocol", ["PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"], [400]],
    [
      "chunks",
      [
        "POST /graphql HTTP/1.1\r\nhost: m\r\ncontent-type: application/json\r\ntransfer-encoding: chunked\r\n\r\n" +
          '3\r\n{"a\r\n4\r\n":1}\r\n0\r\n\r\n',
      ],
      [200, 200],
    ],
  ])("is answered as by Node: %s", async (_, pieces, statuses) => {
    const heard = await heardByBoth([...pieces, LAST]);
    expect(heard.map(({ status }) => status)).toEqual(statuses);
  });

  it("is answered as by Node, wherever it is cut", async () => {
    const bodies = fc.array(
      fc.jsonValue().map((value) => JSON.stringify({ value })),
      { maxLength: 3 },
    );
    await fc.assert(
      fc.asyncProperty(bodies, fc.array(fc.nat()), async (some, cuts) => {
        const text = [...some.map((body) => request(body)), LAST].join("");
        const at = [...new Set(cuts.map((cut) => cut % text.length))].toSorted((a, b) => a - b).slice(0, 5);
        const pieces = [0, ...at].map((start, index) => text.slice(start, at[index]));
        const heard = await heardByBoth(pieces.filter((piece) => piece !== ""));
        expect(heard).toHaveLength(some.length + 1);
      }),
      { numRuns: 60 },
    );
  }, 60_000);
});

/** A server that answers nothing in particular, and lets whoever listens take connections out of HTTP. */
async function opened(
  timeouts = { headersTimeout: 10_000, keepAliveTimeout: 10_000, connectionsCheckingInterval: 1_000 },
) {
  const { log } = logLines();
  const server = new PlainHttpServer(
    timeouts,
    {
      path: "/graphql",
      now: () => performance.now(),
      open: (asked) => new LoggedExchange({ log, now: () => performance.now() }, asked, "r1"),
      handle: () => jsonReply(200, {}),
      failed: () => undefined,
    },
    (_, response) => response.end(),
  );
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return { server, port: (server.address() as AddressInfo).port };
}

describe("a connection that is read plainly", () => {
  it("counts a client who leaves before the answer as gone", async () => {
    const leaving = Promise.withResolvers<AbortSignal>();
    const slow: Handler = async ({ signal }) => {
      leaving.resolve(signal);
      await new Promise((resolve) => signal.addEventListener("abort", resolve));
      return jsonReply(200, {});
    };
    const { server, port, until } = await serving(slow, "/graphql");
    const socket = connect(port, "127.0.0.1").on("error", () => undefined);
    socket.write(request("{}"));
    expect((await leaving.promise).aborted).toBe(false);
    socket.destroy();
    expect(await until(({ msg }) => msg === "request")).toMatchObject({ status: 499, cutOff: true });
    await ended(server);
  });

  it("logs one line for each request, with its status", async () => {
    const { server, port, lines } = await serving(() => jsonReply(418, {}), "/graphql");
    await talk(port, [request("{}"), LAST]);
    await ended(server);
    expect(lines.filter(({ msg }) => msg === "request").map(({ status }) => status)).toEqual([418, 418]);
  });

  it("is closed, and the failure logged, when a reply cannot be written", async () => {
    const { server, port, until } = await serving(() => jsonReply(200, {}, { "x-a": "b\r\nc" }), "/graphql");
    expect(await talk(port, [request("{}")])).toEqual([]);
    expect(await until(({ level }) => level === 50)).toMatchObject({ msg: "a reply could not be written" });
    await ended(server);
  });

  it("keeps a body until it is read, whatever comes over other connections meanwhile", async () => {
    const late: Handler = async (exchange) => {
      await sleep(30);
      return await echo(exchange);
    };
    const { server, port } = await serving(late, "/graphql");
    const bodies = ["a", "b", "c", "d"].map((each) => JSON.stringify({ each }));
    const heard = await Promise.all(
      bodies.map(async (body, at) => {
        await sleep(at * 5);
        return await talk(port, [request(body, ["connection: keep-alive"]), LAST]);
      }),
    );
    const read = heard.map(([first]) => (JSON.parse(first?.body ?? "{}") as { body?: unknown }).body);
    expect(read).toEqual(bodies.map((body) => JSON.parse(body) as unknown));
    await ended(server);
  });

  it("is a stream again once Node has given it away", async () => {
    const { server, port } = await opened();
    const upgraded = Promise.withResolvers<string>();
    server.on("upgrade", (_request: unknown, socket: Socket) => {
      socket.write("HTTP/1.1 101 Switching Protocols\r\n\r\n");
      socket.on("data", (bytes: Buffer) => upgraded.resolve(bytes.toString()));
      socket.on("end", () => socket.destroy());
    });
    const client = connect(port, "127.0.0.1");
    client.write(request("{}"));
    await once(client, "data");
    client.write("GET /graphql HTTP/1.1\r\nhost: m\r\nconnection: upgrade\r\nupgrade: websocket\r\n\r\n");
    await once(client, "data");
    client.write("spoken otherwise");
    expect(await upgraded.promise).toBe("spoken otherwise");
    client.destroy();
    await ended(server);
  });

  it("counts each connection once", async () => {
    const { server, port } = await serving(echo, "/graphql");
    const count = (): Promise<number> =>
      new Promise((resolve, reject) =>
        server.getConnections((error, connections) => (error ? reject(error) : resolve(connections))),
      );
    const client = connect(port, "127.0.0.1");
    client.write(request("{}"));
    await once(client, "data");
    expect(await count()).toBe(1);
    client.destroy();
    await once(client, "close");
    await sleep(20);
    expect(await count()).toBe(0);
    await ended(server);
  });

  it("goes on when a client reads that had long not read", async () => {
    const [times, body] = [300, "x".repeat(40_000)];
    const { server, port } = await serving(() => ({ status: 200, headers: {}, body }), "/graphql");
    const socket = connect({ port, host: "127.0.0.1", noDelay: true }).pause();
    await once(socket, "connect");
    // The system holds what it has room for; from then on the server does.
    for (let sent = 0; sent < times; sent += 1) {
      socket.write(request("{}"));
      await sleep(3);
    }
    let bytes = 0;
    socket.on("data", (chunk: Buffer) => (bytes += chunk.length));
    const closed = once(socket, "close");
    socket.resume().write(LAST);
    await Promise.race([closed, sleep(5_000)]);
    socket.destroy();
    expect(bytes).toBeGreaterThan((times + 1) * body.length);
    await ended(server);
  }, 20_000);

  it("is told to close by the last answer when the server stops, and closed at once when idle", async () => {
    const asked = Promise.withResolvers<void>();
    const go = Promise.withResolvers<void>();
    const held: Handler = async () => {
      asked.resolve();
      await go.promise;
      return jsonReply(200, {});
    };
    const { server, port } = await serving(held, "/graphql");
    const idle = connect(port, "127.0.0.1");
    await once(idle, "connect");
    const busy = talk(port, [request("{}")]);
    await asked.promise;
    const stopped = closeServer(server, 10_000);
    await once(idle.resume(), "close");
    go.resolve();
    expect(await busy).toMatchObject([{ status: 200, headers: { connection: "close" } }]);
    await stopped;
  });
});

describe("a connection that lies idle", () => {
  it("is closed after a while, and sooner when nothing has ever come over it", async () => {
    const timeouts = { headersTimeout: 40, keepAliveTimeout: 200, connectionsCheckingInterval: 10 };
    const { server, port } = await opened(timeouts);
    const closings: string[] = [];
    const connection = async (name: string, sent: string): Promise<void> => {
      const socket = connect(port, "127.0.0.1");
      socket.write(sent);
      await once(socket.resume(), "close");
      closings.push(name);
    };
    await Promise.all([connection("used", request("{}")), connection("unused", "")]);
    expect(closings).toEqual(["unused", "used"]);
    await ended(server);
  });
});
