import { once } from "node:events";
import { type IncomingMessage, request } from "node:http";
import { text } from "node:stream/consumers";
import { WebSocket } from "ws";
import { put } from "../support/cutContexts.ts";
import { CHANGES, codes, followedShelf } from "../support/followedShelf.ts";
import type { Received } from "../support/liveClients.ts";

const followed = followedShelf();

describe("subscriptions", () => {
  it("are refused beyond the number that a consumer may have, and may be opened again when one is over", async () => {
    const from = await followed().head();
    const few = [1, 2, 3, 4, 5].map(() => followed().open("sse", CHANGES, { after: from }, "bob"));
    await followed().mesh.append("shelf", put("many", 1));
    await Promise.all(few.map((stream) => stream.expectNext()));
    const [refused] = await followed()
      .open("ws", CHANGES, {}, "bob")
      .rest()
      .catch((errors: unknown) => [{ errors } as Received]);
    expect(codes(refused!)).toEqual(["RATE_LIMITED"]);
    await few[0]!.stop();
    await until(async () => {
      const again = followed().open("ws", CHANGES, { after: from }, "bob");
      return again.expectNext().then(
        () => true,
        () => false,
      );
    });
  });

  it("are refused without a good token before anything is streamed", async () => {
    followed().gateway.judge("bad", "REVOKED");
    const response = await fetch(`${followed().gateway.url}/graphql`, {
      method: "POST",
      headers: {
        accept: "text/event-stream",
        "content-type": "application/json",
        authorization: "Bearer bad",
      },
      body: JSON.stringify({ query: CHANGES }),
    });
    expect([response.status, response.headers.get("content-type")]).toEqual([
      401,
      "application/json; charset=utf-8",
    ]);
    await expect(followed().open("ws", CHANGES, {}, "bad").expectNext()).rejects.toMatchObject({
      code: 4401,
    });
  });

  it("are refused to who says twice who asks", async () => {
    const socket = new WebSocket(
      followed().gateway.url.replace("http", "ws") + "/graphql",
      "graphql-transport-ws",
    );
    await once(socket, "open");
    const payload = { authorization: "Bearer ada", Authorization: "Bearer bob" };
    socket.send(JSON.stringify({ type: "connection_init", payload }));
    const [code, reason] = (await once(socket, "close")) as [number, Buffer];
    expect([code, reason.toString()]).toEqual([4400, "BAD_USER_INPUT"]);
  });

  it("are validated like any query", async () => {
    const asked = "subscription { itemsV1Changes { position nothing } }";
    const response = await fetch(`${followed().gateway.url}/graphql`, {
      method: "POST",
      headers: {
        accept: "text/event-stream",
        "content-type": "application/json",
        authorization: "Bearer ada",
      },
      body: JSON.stringify({ query: asked }),
    });
    expect(response.status).toBe(400);
    await expect(followed().open("ws", asked).expectNext()).rejects.toMatchObject([
      { extensions: { code: "GRAPHQL_VALIDATION_FAILED" } },
    ]);
  });

  it.each([
    ["https://app.example.com", 101],
    ["https://evil.example.com", 403],
  ])("may be opened over a WebSocket by a page of %s: %i", async (origin, status) => {
    const socket = new WebSocket(
      `${followed().gateway.url.replace("http", "ws")}/graphql`,
      "graphql-transport-ws",
      {
        origin,
      },
    );
    const answered = await new Promise((resolve) => {
      socket.on("open", () => resolve(101));
      socket.on("unexpected-response", (_request, response) => resolve(response.statusCode));
    });
    socket.on("error", () => undefined).terminate();
    expect(answered).toBe(status);
  });

  it.each<[string, Record<string, string>, number, string]>([
    ["a page of elsewhere", { origin: "https://evil.example.com" }, 403, "FORBIDDEN"],
    ["who sends no good key", { "sec-websocket-key": "x" }, 400, "BAD_USER_INPUT"],
  ])("refuse a WebSocket of %s as anything else is refused", async (_who, headers, status, code) => {
    const refused = request(`${followed().gateway.url}/graphql`, { headers: { ...HANDSHAKE, ...headers } });
    const [response] = (await once(refused.end(), "response")) as [IncomingMessage];
    expect(response.statusCode).toBe(status);
    expect(JSON.parse(await text(response))).toMatchObject({ errors: [{ extensions: { code } }] });
  });

  it("close a WebSocket that sends more than a query may have, and one that never says who it is", async () => {
    const large = new WebSocket(
      `${followed().gateway.url.replace("http", "ws")}/graphql`,
      "graphql-transport-ws",
    );
    await once(large, "open");
    large.send(" ".repeat(300 * 1_024));
    expect((await once(large, "close"))[0]).toBe(1_009);
    const silent = new WebSocket(
      `${followed().gateway.url.replace("http", "ws")}/graphql`,
      "graphql-transport-ws",
    );
    expect((await once(silent, "close"))[0]).toBe(4_408);
  });
});

const HANDSHAKE = {
  connection: "upgrade",
  upgrade: "websocket",
  "sec-websocket-version": "13",
  "sec-websocket-key": "dGhlIHNhbXBsZSBub25jZQ==",
  "sec-websocket-protocol": "graphql-transport-ws",
};

async function until(holds: () => Promise<boolean>): Promise<void> {
  while (!(await holds())) await new Promise((resolve) => setTimeout(resolve, 50));
}
