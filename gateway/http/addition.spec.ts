import { once } from "node:events";
import { connect } from "node:net";
import type { AddToDoor } from "./addition.ts";
import { closing } from "./testing/closing.ts";
import { openGateway } from "./testing/openGateway.ts";

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
    "/echo": ({ socket, head, requestId }) => {
      socket.write(`HTTP/1.1 101 Switching Protocols\r\nupgrade: echo\r\nx-request-id: ${requestId}\r\n\r\n`);
      socket.write(head);
      socket.pipe(socket);
    },
  },
});

/** What comes back for a request to upgrade, until the end or until it holds a text. */
async function upgrade(url: string, path: string, until: string): Promise<string> {
  const socket = connect(Number(new URL(url).port), "127.0.0.1");
  socket.write(`GET ${path} HTTP/1.1\r\nhost: x\r\nconnection: upgrade\r\nupgrade: echo\r\n\r\n`);
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

  it("takes connections that are upgraded at its paths, and no others", async () => {
    const { url } = await keep(openGateway({ additions: [ticking], newId: () => "made" }));
    const echoed = await upgrade(url, "/echo?a", "hello");
    expect(echoed).toMatch(/^HTTP\/1.1 101 .*x-request-id: made.*hello$/s);
    expect(await upgrade(url, "/graphql", "404")).toMatch(/^HTTP\/1.1 404 /);
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
