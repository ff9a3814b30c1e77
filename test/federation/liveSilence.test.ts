import { once } from "node:events";
import { connect, type Socket } from "node:net";
import { desk, shelf } from "../support/cutContexts.ts";
import { type CutMesh, startCutMesh } from "../support/cutMesh.ts";
import { type LiveGateway, openLiveGateway } from "../support/liveGateway.ts";

let mesh: CutMesh;
let gateway: LiveGateway;
beforeAll(async () => {
  mesh = await startCutMesh([shelf, desk], { waitMilliseconds: 1_000 });
  await mesh.catchUp();
});
beforeEach(async () => (gateway = await openLiveGateway(mesh, ["shelf"])));
afterEach(() => gateway.stop());
afterAll(() => mesh.stop());

/** A client that follows nothing, and reads what it is told without ever answering it. */
async function idleSocket(token: string): Promise<Socket> {
  const { port } = new URL(gateway.url);
  const socket = connect(Number(port), "127.0.0.1");
  socket.write(
    [
      "GET /graphql HTTP/1.1",
      "host: 127.0.0.1",
      "upgrade: websocket",
      "connection: upgrade",
      "sec-websocket-version: 13",
      "sec-websocket-key: dGhlIHNhbXBsZSBub25jZQ==",
      "sec-websocket-protocol: graphql-transport-ws",
      "\r\n",
    ].join("\r\n"),
  );
  await until(socket, (text) => text.includes("\r\n\r\n"));
  const init = JSON.stringify({ type: "connection_init", payload: { authorization: `Bearer ${token}` } });
  socket.write(Buffer.concat([Buffer.from([0x81, 0x80 | init.length, 0, 0, 0, 0]), Buffer.from(init)]));
  await until(socket, (text) => text.includes("connection_ack"));
  return socket;
}

async function until(socket: Socket, holds: (text: string) => boolean): Promise<void> {
  let text = "";
  while (!holds(text)) text += String(((await once(socket, "data")) as [Buffer])[0]);
}

/** How many milliseconds pass from the frame that says why the connection closes until it is closed. */
async function closing(socket: Socket, reason: string): Promise<number> {
  await until(socket, (text) => text.includes(reason));
  const told = performance.now();
  await once(socket, "close");
  return performance.now() - told;
}

describe("a WebSocket whose client does not answer that it closes", () => {
  it("is cut two seconds after the end of its token", async () => {
    const socket = await idleSocket("silent");
    gateway.judge("silent", "EXPIRED");
    const took = await closing(socket, "TOKEN_EXPIRED");
    expect(took).toBeGreaterThan(1_500);
    expect(took).toBeLessThan(4_000);
  });

  it("does not keep the gateway from stopping", async () => {
    const socket = await idleSocket("silent");
    const closed = closing(socket, "Going away");
    await gateway.stop();
    expect(await closed).toBeLessThan(2_000);
  });
});
