import { once } from "node:events";
import { type AddressInfo, createServer, type Socket } from "node:net";
import { type Database, openDatabase, type PoolOptions } from "./database.ts";
import { storeFailure } from "./read/storeFailure.ts";

/** Messages of PostgreSQL's protocol 3.0: https://www.postgresql.org/docs/18/protocol-message-formats.html */
function message(kind: string, body: Buffer): Buffer {
  const length = Buffer.alloc(4);
  length.writeInt32BE(body.length + 4);
  return Buffer.concat([Buffer.from(kind), length, body]);
}

const AUTHENTICATED = message("R", Buffer.alloc(4));
const READY = message("Z", Buffer.from("I"));
const CUT = message("E", Buffer.from("SFATAL\0C57P01\0Mterminating connection\0\0"));

const stops: (() => unknown)[] = [];
afterEach(async () => {
  for (const stop of stops.splice(0)) await stop();
});

/** Opens a server that does something with each connection, by its number, once that has said who it is. */
async function databaseAt(
  answer: (socket: Socket, number: number) => void,
  options: PoolOptions = {},
): Promise<Database> {
  const sockets: Socket[] = [];
  const server = createServer((socket) => {
    const number = sockets.push(socket) - 1;
    socket.on("error", () => undefined);
    socket.once("data", () => answer(socket, number));
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  const database = openDatabase(`postgres://somebody:secret@127.0.0.1:${port}/mesh`, options);
  stops.push(() => {
    server.close();
    for (const socket of sockets) socket.destroy();
    return database.end();
  });
  return database;
}

it("a connection that is cut at the moment it is made fails whoever asked for it, and not the process", async () => {
  // In the very packet that says it is ready.
  const database = await databaseAt((socket) => socket.end(Buffer.concat([AUTHENTICATED, READY, CUT])));
  await expect(database.transaction(async () => "done")).rejects.toThrow(/terminat|connection error/);
  await expect(database.query({ text: "select 1" })).rejects.toThrow(/terminat|connection error/);
});

describe("a server that keeps whoever wants a connection waiting", () => {
  const select = { text: "select 1" };
  const means = async (asked: Promise<unknown>): Promise<unknown> => {
    const failure: unknown = await asked.catch((error: unknown) => error);
    return (storeFailure("lending", failure) as Error).message;
  };

  it("is busy where other connections to it stand, however one is asked for", async () => {
    const database = await databaseAt(
      (socket, number) => void (number === 0 && socket.write(Buffer.concat([AUTHENTICATED, READY]))),
      { max: 4, waitMilliseconds: 100 },
    );
    database.query(select).catch(() => undefined);
    await new Promise((resolve) => setTimeout(resolve, 50));
    const { signal } = new AbortController();
    const asked = [
      database.query(select),
      database.query({ ...select, signal }),
      database.transaction(async () => "done"),
    ];
    const busy = "context lending is busy: try again in a moment";
    expect(await Promise.all(asked.map(means))).toEqual([busy, busy, busy]);
  });

  it("cannot be reached where none does", async () => {
    const database = await databaseAt(() => undefined, { waitMilliseconds: 100 });
    expect(await means(database.query(select))).toBe("context lending cannot reach its store");
  });
});
