import { once } from "node:events";
import { type AddressInfo, connect, createServer, Socket } from "node:net";
import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import { type InPlace, readInPlace } from "./readInPlace.ts";

const server = createServer();
let client: Socket;
let accepted: Socket;
beforeEach(async () => {
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const coming = once(server, "connection") as Promise<[Socket]>;
  client = connect({ port: (server.address() as AddressInfo).port, host: "127.0.0.1", noDelay: true });
  [accepted] = await coming;
});
afterEach(async () => {
  const closed = once(server, "close");
  server.close();
  client.destroy();
  await closed;
});

function read(received: (text: string, bytes: Buffer) => void): InPlace {
  const inPlace = readInPlace(accepted, (bytes) => received(bytes.toString(), bytes));
  if (inPlace === undefined) throw new TypeError("this Node makes sockets in another way");
  return inPlace;
}

/** What is sent is waited for. */
async function sent(text: string, heard: readonly string[]): Promise<void> {
  client.write(text);
  for (let wait = 0; wait < 200 && !heard.includes(text); wait += 1)
    await new Promise((resolve) => setTimeout(resolve, 5));
}

describe("readInPlace", () => {
  it("lends what comes, all in the same place", async () => {
    const heard: string[] = [];
    const places = new Set<ArrayBufferLike>();
    const { socket } = read((text, { buffer }) => {
      heard.push(text);
      places.add(buffer);
    });
    await sent("one", heard);
    await sent("two", heard);
    expect([heard, places.size]).toEqual([["one", "two"], 1]);
    socket.destroy();
  });

  it("answers over the same connection, and tells its end", async () => {
    const { socket } = read((text) => socket.write(text.toUpperCase()));
    client.write("hello");
    const [answer] = (await once(client, "data")) as [Buffer];
    client.end();
    await once(socket, "end");
    expect(answer.toString()).toBe("HELLO");
    socket.destroy();
  });

  it("gives what comes later as a stream, to keep", async () => {
    const lent: string[] = [];
    const kept: Buffer[] = [];
    const inPlace = read((text) => lent.push(text));
    await sent("lent", lent);
    inPlace.asStream();
    inPlace.socket.on("data", (bytes: Buffer) => kept.push(bytes));
    for (const text of ["a", "b"]) {
      client.write(text);
      await once(inPlace.socket, "data");
    }
    expect([lent, kept.map(String)]).toEqual([["lent"], ["a", "b"]]);
    inPlace.socket.destroy();
  });

  it("leaves alone what no server has accepted", () => {
    expect(readInPlace(new Socket(), () => undefined)).toBeUndefined();
    accepted.destroy();
  });
});
