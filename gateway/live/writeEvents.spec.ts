import { once } from "node:events";
import { createServer, type ServerResponse } from "node:http";
import { connect } from "node:net";
import type { LiveResult } from "./liveEvent.ts";
import { writeEvents } from "./writeEvents.ts";

/** Serves one stream to a connection that reads nothing before it is told to. */
async function serve(results: AsyncGenerator<LiveResult, void>, drainMs: number) {
  let over: Promise<void> = Promise.resolve();
  let cut: Promise<unknown> = Promise.resolve();
  const server = createServer((_request, response: ServerResponse) => {
    response.writeHead(200);
    cut = once(response, "close");
    over = writeEvents(response, results, { drainMs, pingMs: 60_000 });
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as { port: number };
  const socket = connect(port, "127.0.0.1").pause();
  socket.write("GET / HTTP/1.1\r\nhost: x\r\n\r\n");
  await once(server, "request");
  const read = async (): Promise<string> => {
    let text = "";
    socket.on("data", (chunk: Buffer) => (text += chunk.toString()));
    socket.resume();
    await once(socket, "close");
    return text;
  };
  return { read, over: () => over, cut: () => cut, close: () => server.close().closeAllConnections() };
}

const event = (position: number, padding = ""): LiveResult => ({
  data: { padding },
  extensions: { datamesh: { position: String(position) } },
});

describe("a stream of events", () => {
  test("asks for no more than is read, and tells who reads nothing that it is slow, and its position", async () => {
    let made = 0;
    async function* endless(): AsyncGenerator<LiveResult, void> {
      for (;;) yield event((made += 1), "x".repeat(100_000));
    }
    const stream = await serve(endless(), 300);
    await stream.over();
    expect(made).toBeLessThan(200);
    const text = await stream.read();
    const last = text.slice(text.lastIndexOf('{"errors"'));
    expect(last).toContain(`"extensions":{"code":"SLOW_READER","position":"${made}"}`);
    expect(last).toContain("event: complete\ndata:\n\n");
    stream.close();
  });

  test("is cut when nothing is read even then, and what was read has the position to go on from", async () => {
    let made = 0;
    async function* endless(): AsyncGenerator<LiveResult, void> {
      for (;;) yield event((made += 1), "x".repeat(10_000));
    }
    const stream = await serve(endless(), 100);
    await stream.over();
    await stream.cut();
    const text = await stream.read();
    expect(text).not.toContain("SLOW_READER");
    const positions = [...text.matchAll(/"position":"(\d+)"/g)].map(([, position]) => Number(position));
    expect(positions.length).toBeGreaterThan(0);
    expect(positions).toEqual(positions.map((_each, index) => index + 1));
    stream.close();
  }, 15_000);

  test("ends with complete, and the results are left when the reader goes", async () => {
    async function* two(): AsyncGenerator<LiveResult, void> {
      yield event(1);
      yield event(2);
    }
    const stream = await serve(two(), 1_000);
    await stream.over();
    const reading = stream.read();
    setTimeout(() => stream.close(), 100);
    expect((await reading).match(/event: \w+/g)).toEqual(["event: next", "event: next", "event: complete"]);
  });
});
