import { once } from "node:events";
import { connect } from "node:net";
import type { AddToDoor } from "./addition.ts";
import { closing } from "./testing/closing.ts";
import { openGateway, TOKEN } from "./testing/openGateway.ts";
import { talk } from "./plain/testing/talk.ts";

const { keep, stopAll } = closing();
afterEach(stopAll);

const ticking: AddToDoor = ({ mesh }) => ({
  routes: [
    {
      path: "/ticks",
      name: "ticks",
      methods: {
        GET: ({ note }) => {
          note({ served: mesh.current() !== undefined });
          return {
            status: 200,
            headers: { "content-type": "text/event-stream" },
            body: (response) => {
              response.write("one\n");
              setImmediate(() => response.end("two\n"));
            },
          };
        },
      },
    },
  ],
  upgrades: {
    "/echo": {
      protocol: "echo",
      take: ({ socket, head, requestId }) => {
        socket.write(
          `HTTP/1.1 101 Switching Protocols\r\nupgrade: echo\r\nx-request-id: ${requestId}\r\n\r\n`,
        );
        socket.write(head);
        socket.pipe(socket);
      },
    },
  },
});

/** What comes back for a request to upgrade, until the end or until it holds a text. */
async function upgrade(url: string, lines: readonly string[], until: string): Promise<string> {
  const [line = "", ...others] = lines;
  const socket = connect(Number(new URL(url).port), "127.0.0.1");
  socket.write([`${line} HTTP/1.1`, "host: x", "connection: upgrade", ...others, "", ""].join("\r\n"));
  let text = "";
  socket.on("data", (chunk: Buffer) => {
    const before = text;
    text += chunk.toString();
    if (!before.includes("101") && text.includes("101")) socket.write("hello");
    if (text.includes(until)) socket.destroy();
  });
  await once(socket, "close");
  return text;
}

describe("a query that offers another protocol", () => {
  it.each(["websocket", "h2c"])("is answered, in the protocol that it is in: %s", async (protocol) => {
    const socketed: AddToDoor = () => ({
      upgrades: { "/graphql": { protocol: "websocket", take: ({ socket }) => void socket.destroy() } },
    });
    const { url } = await keep(openGateway({ additions: [socketed] }));
    const body = JSON.stringify({ query: "{ whoami }" });
    const lines = [
      "POST /graphql HTTP/1.1",
      "host: x",
      "connection: upgrade, close",
      `upgrade: ${protocol}`,
      `authorization: Bearer ${TOKEN}`,
      "content-type: application/json",
      `content-length: ${body.length}`,
    ];
    const [heard] = await talk(Number(new URL(url).port), [[...lines, "", body].join("\r\n")]);
    expect([heard?.status, heard?.body.trim()]).toEqual([200, '{"data":{"whoami":"ada"}}']);
  });
});

describe("a connection on which another protocol was offered", () => {
  it("is closed with the answer, for what came behind the offer is lost", async () => {
    const { url } = await keep(openGateway());
    const offered = (more: string): string => `GET /healthz HTTP/1.1\r\nhost: x\r\n${more}\r\n`;
    const heard = await talk(Number(new URL(url).port), [
      offered("connection: upgrade\r\nupgrade: h2c\r\n") + offered(""),
    ]);
    expect(heard.map(({ headers }) => headers["connection"])).toEqual(["close"]);
  });

  it("does not leave HTTP before an answer that is due", async () => {
    const { url } = await keep(openGateway({ additions: [ticking] }));
    const head = (line: string): string => `${line} HTTP/1.1\r\nhost: x\r\n`;
    const socket = connect(Number(new URL(url).port), "127.0.0.1");
    socket.write(`${head("GET /ticks")}\r\n${head("GET /echo")}connection: upgrade\r\nupgrade: echo\r\n\r\n`);
    let text = "";
    socket.on("data", (chunk: Buffer) => (text += chunk.toString()));
    await once(socket, "close");
    expect([...text.matchAll(/HTTP\/1.1 (\d+)/g)].map(([, status]) => status)).toEqual(["200", "404"]);
  });
});

describe("an addition to the door", () => {
  it("serves routes of its own, whose bodies may come bit by bit, in the log like any other", async () => {
    const { url, until } = await keep(openGateway({ additions: [ticking] }));
    const response = await fetch(`${url}/ticks`);
    expect(response.headers.get("content-type")).toBe("text/event-stream");
    expect(response.headers.get("x-content-type-options")).toBe("nosniff");
    expect(response.headers.has("content-length")).toBe(false);
    expect(await response.text()).toBe("one\ntwo\n");
    expect(await until(({ route }) => route === "ticks")).toMatchObject({ status: 200, served: true });
  });

  it("takes connections that are upgraded at its paths", async () => {
    const { url } = await keep(openGateway({ additions: [ticking], newId: () => "made" }));
    for (const protocol of ["echo", "ECHO"]) {
      const echoed = await upgrade(url, ["GET /echo?a", `upgrade: ${protocol}`], "hello");
      expect(echoed).toMatch(/^HTTP\/1.1 101 .*x-request-id: made.*hello$/s);
    }
  });

  it("takes none with a body, which is no part of what is spoken next", async () => {
    const { url } = await keep(openGateway({ additions: [ticking] }));
    const heard = await upgrade(url, ["GET /echo", "upgrade: echo", "content-length: 4"], '"errors"');
    expect(heard).toMatch(/^HTTP\/1.1 404 /);
  });

  it("takes none that says twice where it goes", async () => {
    const { url } = await keep(openGateway({ additions: [ticking] }));
    const heard = await upgrade(url, ["GET /echo", "upgrade: echo", "host: y"], '"errors"');
    expect(heard).toMatch(/^HTTP\/1.1 400 /);
  });

  it.each([
    ["GET /nowhere", 404],
    ["GET /__proto__", 404],
    ["GET /graphql", 401],
    ["POST /echo", 404],
  ])("leaves all others to who answers them: %s", async (line, status) => {
    const { url } = await keep(openGateway({ additions: [ticking] }));
    const heard = await upgrade(url, [line, "content-length: 0", "upgrade: echo"], '"errors"');
    expect(heard).toMatch(new RegExp(`^HTTP/1.1 ${status} .*content-type: application/json`, "s"));
  });

  it("is told at once when the gateway stops, so that it can end what would go on", async () => {
    let end = (): void => undefined;
    const endless: AddToDoor = () => ({
      routes: [
        {
          path: "/endless",
          name: "endless",
          methods: {
            GET: () => ({ status: 200, headers: {}, body: (response) => (end = () => void response.end()) }),
          },
        },
      ],
      stop: async () => end(),
    });
    const { url, stop } = await keep(openGateway({ additions: [endless], config: { graceMs: 2 ** 31 - 1 } }));
    const response = await fetch(`${url}/endless`);
    await stop();
    expect(await response.text()).toBe("");
  });
});
