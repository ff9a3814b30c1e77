import type { Socket } from "node:net";
import { httpTransports } from "./httpTransports.ts";
import { plainAnswer, sendSlowly, startRawServer } from "./testing/rawServer.ts";
import { REQUEST, saying, start, stopAll, stops, until } from "./testing/startTransport.ts";

afterEach(stopAll);

test("a request is one POST with its length in bytes, on a connection that is kept", async () => {
  const { server, ask } = await start(saying(plainAnswer(`{"a":"ü"}`)));
  const body = `{"query":"{ a(b: \\"ünï€\\") }"}`;
  expect(await ask({ body })).toBe(`200 {"a":"ü"}`);
  expect(await ask()).toBe(`200 {"a":"ü"}`);
  const [first, second] = server.requests;
  expect(first?.head.split("\r\n")).toEqual([
    "POST /graphql HTTP/1.1",
    `host: ${server.origin.slice("http://".length)}`,
    "content-type: application/json",
    "accept: application/json",
    "x-request-id: r1",
    "authorization: Bearer t",
    `content-length: ${Buffer.byteLength(body)}`,
  ]);
  expect(Buffer.from(first?.body ?? "", "latin1").toString()).toBe(body);
  expect(second?.body).toBe(REQUEST.body);
  expect(server.sockets).toHaveLength(1);
});

test.each([
  ["in one piece", (socket: Socket, text: string) => void socket.write(text)],
  ["byte by byte", sendSlowly],
])("an answer that comes %s is the same, in chunks too, and after informational ones", async (_how, send) => {
  const chunked = `HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n4\r\n{"a"\r\n4\r\n:"b"\r\n1\r\n}\r\n0\r\n\r\n`;
  const answers = [
    plainAnswer(`{"a":"b"}`),
    chunked,
    `HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nx: 1\r\n\r\n${chunked}`,
  ];
  const { server, ask } = await start({ onRequest: (socket, n) => send(socket, answers[n - 1] ?? "") });
  for (const _ of answers) expect(await ask()).toBe(`200 {"a":"b"}`);
  expect(server.sockets).toHaveLength(1);
});

const GARBAGE = "HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\n[]";

test.each([
  ["conflicting lengths", "HTTP/1.1 200 OK\r\ncontent-length: 2\r\ncontent-length: 3\r\n\r\n{}", "MALFORMED"],
  ["HTTP/1.0", "HTTP/1.0 200 OK\r\ncontent-length: 2\r\n\r\n{}", "MALFORMED"],
  ["an end that nothing tells of", "HTTP/1.1 200 OK\r\n\r\n{}", "MALFORMED"],
  ["another answer behind it", plainAnswer("{}") + GARBAGE, "MALFORMED"],
  ["more than is taken", plainAnswer("x".repeat(101)), "TOO_LARGE"],
  ["a head without an end", "HTTP/1.1 200 OK\r\nx: ".padEnd(20_000, "y"), "TOO_LARGE"],
])("after %s nothing more is read from the connection, nor asked again", async (_what, text, reason) => {
  const { server, ask, transports } = await start(saying(text), { maxBodyBytes: 100 });
  expect(await ask({ repeatable: true })).toBe(reason);
  await until(() => server.sockets.every(({ destroyed }) => destroyed));
  expect(server.requests).toHaveLength(1);
  expect(transports.states()[0]?.connections).toEqual({ open: 0, idle: 0, waiting: 0 });
});

test.each([
  ["connection: close", "HTTP/1.1 200 OK\r\nconnection: close\r\ncontent-length: 2\r\n\r\n{}"],
  ["a connection header nobody knows", "HTTP/1.1 200 OK\r\nconnection: x\r\ncontent-length: 2\r\n\r\n{}"],
  [
    "a server that will close at once",
    "HTTP/1.1 200 OK\r\nkeep-alive: timeout=1\r\ncontent-length: 2\r\n\r\n{}",
  ],
])("with %s the answer is taken, and the next request goes over another connection", async (_what, text) => {
  const { server, ask } = await start(saying(text));
  expect(await ask()).toBe("200 {}");
  expect(await ask()).toBe("200 {}");
  expect(server.sockets).toHaveLength(2);
});

test("bytes that nobody asked for end an idle connection, and are no answer to the next request", async () => {
  const { server, ask, transports } = await start(saying(plainAnswer("{}")));
  expect(await ask()).toBe("200 {}");
  server.sockets[0]?.write(GARBAGE);
  await until(() => transports.states()[0]?.connections.open === 0);
  expect(await ask()).toBe("200 {}");
  expect(server.sockets).toHaveLength(2);
});

test("an answer that comes before its request has left is taken, and its connection is not", async () => {
  const { server, ask } = await start({
    onConnect: (socket) => {
      socket.pause();
      socket.write(plainAnswer("early", "413 Content Too Large"));
    },
  });
  // More than the two sides' kernels hold for one who does not read.
  expect(await ask({ body: "x".repeat(32 * 1_024 * 1_024) })).toBe("413 early");
  expect(server.requests).toEqual([]);
  server.sockets[0]?.resume();
  await until(() => server.sockets[0]?.destroyed === true);
});

test("an idle connection that its end closes is not used again", async () => {
  const { server, ask, transports } = await start(saying(plainAnswer("{}")));
  await ask();
  server.sockets[0]?.end();
  await until(() => transports.states()[0]?.connections.open === 0);
  expect(await ask()).toBe("200 {}");
  expect(server.requests).toHaveLength(2);
});

test("a connection that has lain idle for too long is closed", async () => {
  let now = 0;
  const server = await startRawServer(saying(plainAnswer("{}")));
  const transports = httpTransports({ idleMs: 10_000 }, () => now);
  stops.push(() => transports.stop(), server.stop);
  const send = transports.to("customers", () => ({ addresses: [server.origin], fallbacks: [] }));
  await send(REQUEST);
  now = 9_999;
  await send(REQUEST);
  expect(server.sockets).toHaveLength(1);
  now += 10_000;
  await send(REQUEST);
  expect(server.sockets).toHaveLength(2);
  await until(() => server.sockets[0]?.destroyed === true);
});

describe("a connection that breaks", () => {
  const half = "HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\nhalf";

  test.each([
    ["before an answer", (socket: Socket) => void socket.end()],
    ["with a reset", (socket: Socket) => void socket.resetAndDestroy()],
    ["in mid-head", (socket: Socket) => void socket.end("HTTP/1.1 200 OK\r\ncont")],
    ["in mid-body", (socket: Socket) => void socket.end(half)],
    [
      "in mid-chunk",
      (socket: Socket) => void socket.end("HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n9\r\nhalf"),
    ],
  ])("%s is asked again by what only reads, and by nothing else", async (_when, breakOff) => {
    const { server, ask } = await start({ onRequest: breakOff });
    expect(await ask()).toBe("BROKEN");
    expect(server.requests).toHaveLength(1);
    expect(await ask({ repeatable: true })).toBe("BROKEN");
    expect(server.requests).toHaveLength(3);
  });

  test("takes the idle ones with it, which were cut off as well", async () => {
    let isCut = false;
    const { server, ask } = await start({
      onRequest: (socket, n) => {
        if (isCut && server.sockets.indexOf(socket) < 3) return void socket.resetAndDestroy();
        // The first three wait for each other, so that there are three connections.
        if (n === 3) for (const each of server.sockets) each.write(plainAnswer("{}"));
        if (n > 3) socket.write(plainAnswer("{}"));
      },
    });
    await Promise.all([ask(), ask(), ask()]);
    isCut = true;
    expect(await ask({ repeatable: true })).toBe("200 {}");
    expect(server.sockets).toHaveLength(4);
  });
});

describe("when nobody waits any more", () => {
  test("a request is given up at the deadline, and its connection is dropped", async () => {
    const { server, ask } = await start({}, { deadlineMs: 50 });
    expect(await ask({ repeatable: true })).toBe("LATE");
    await until(() => server.sockets.every(({ destroyed }) => destroyed));
    expect(server.requests).toHaveLength(1);
  });

  test("an answer that never ends is given up at the deadline as well", async () => {
    const drip = setInterval(() => server.sockets.forEach((socket) => socket.write("x")), 5);
    stops.push(() => clearInterval(drip));
    const long = "HTTP/1.1 200 OK\r\ncontent-length: 10000\r\n\r\n";
    const { server, ask } = await start(saying(long), { deadlineMs: 100 });
    expect(await ask()).toBe("LATE");
  });

  test("aborting drops the connection, and the next request gets another", async () => {
    const { server, ask } = await start({
      onRequest: (socket, n) => n === 2 && socket.write(plainAnswer("{}")),
    });
    const gone = new AbortController();
    const asked = ask({ signal: gone.signal, repeatable: true });
    await until(() => server.requests.length === 1);
    gone.abort();
    expect(await asked).toBe("ABORTED");
    await until(() => server.sockets[0]?.destroyed === true);
    expect(await ask()).toBe("200 {}");
  });

  test("what is aborted before it begins is not sent", async () => {
    const { server, ask } = await start(saying(plainAnswer("{}")));
    expect(await ask({ signal: AbortSignal.abort() })).toBe("ABORTED");
    expect(server.sockets).toHaveLength(0);
  });
});

test("GraphQL may be anywhere at an address", async () => {
  const { server, transports } = await start(saying(plainAnswer("{}")));
  const send = transports.to("other", () => ({ addresses: [server.origin], fallbacks: [] }), "/a/b?c=d");
  await send(REQUEST);
  expect(server.requests[0]?.head).toMatch(/^POST \/a\/b\?c=d HTTP\/1\.1\r\n/);
});

test("a subgraph that wants no token gets no header for one", async () => {
  const { server, ask } = await start(saying(plainAnswer("{}")));
  expect(await ask({ authorization: "" })).toBe("200 {}");
  expect(server.requests[0]?.head).not.toContain("authorization");
});

test.each([
  ["authorization", { authorization: "Bearer t\r\nx-admin: 1" }],
  [
    "authorization, in a character that loses its upper half",
    { authorization: "Bearer t\u010d\u010ax-admin: 1" },
  ],
  ["the request id", { requestId: "r1\nx-admin: 1" }],
  ["the request id, after a NUL", { requestId: "r1\0" }],
])("what would be a header of its own in %s is not sent", async (_where, request) => {
  const { server, ask } = await start(saying(plainAnswer("{}")));
  expect(await ask(request)).toBe("TypeError");
  expect(server.sockets).toHaveLength(0);
});

test("stopping breaks off what is under way", async () => {
  const { ask, server, transports } = await start({});
  const asked = ask({ repeatable: true });
  await until(() => server.requests.length === 1);
  transports.stop();
  expect(await asked).toBe("ABORTED");
});
