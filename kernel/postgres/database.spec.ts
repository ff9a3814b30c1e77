import { once } from "node:events";
import { type AddressInfo, createServer, type Server } from "node:net";
import { openDatabase } from "./database.ts";

/** Messages of PostgreSQL's protocol 3.0: https://www.postgresql.org/docs/18/protocol-message-formats.html */
function message(kind: string, body: Buffer): Buffer {
  const length = Buffer.alloc(4);
  length.writeInt32BE(body.length + 4);
  return Buffer.concat([Buffer.from(kind), length, body]);
}

const AUTHENTICATED = message("R", Buffer.alloc(4));
const READY = message("Z", Buffer.from("I"));
const CUT = message("E", Buffer.from("SFATAL\0C57P01\0Mterminating connection\0\0"));

/** A server that cuts every connection in the packet that says it is ready. */
async function cuttingServer(): Promise<Server> {
  const server = createServer((socket) => {
    socket.on("error", () => undefined);
    socket.once("data", () => socket.end(Buffer.concat([AUTHENTICATED, READY, CUT])));
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  return server;
}

it("a connection that is cut at the moment it is made fails whoever asked for it, and not the process", async () => {
  const server = await cuttingServer();
  const { port } = server.address() as AddressInfo;
  const database = openDatabase(`postgres://somebody:secret@127.0.0.1:${port}/mesh`);
  await expect(database.transaction(async () => "done")).rejects.toThrow(/terminat|connection error/);
  await expect(database.query({ text: "select 1" })).rejects.toThrow(/terminat|connection error/);
  await database.end();
  server.close();
});
