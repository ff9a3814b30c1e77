import { connect } from "node:net";
import { type IncomingMessage, request } from "node:http";
import { once } from "node:events";
import { buffer } from "node:stream/consumers";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { response, strictServer } from "./strictServer.ts";

let served: Awaited<ReturnType<typeof strictServer>>;

/** Echoes what it was asked; what begins with `slow` a little later. */
const echo = (authorization: string, body: Buffer): Buffer =>
  response("200 OK", Buffer.from(`<${authorization}|${body.toString()}>`));

beforeAll(async () => {
  served = await strictServer(answer);
});
afterAll(() => void served.server.close());

function answer({ authorization, body }: { authorization: string; body: Buffer }): Buffer | Promise<Buffer> {
  const echoed = echo(authorization, body);
  if (!body.toString().startsWith("slow")) return echoed;
  return new Promise((resolve) => setTimeout(() => resolve(echoed), 20));
}

const LINE = "POST /graphql HTTP/1.1\r\nhost: x\r\n";
const message = (body: string, fields = ""): string =>
  `${LINE}${fields}content-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`;

/** Sends pieces one after the other, and answers everything that came back until the connection ended. */
async function sent(...pieces: readonly (string | Buffer)[]): Promise<string> {
  const socket = connect({ port: Number(new URL(served.url).port), host: "127.0.0.1", noDelay: true });
  await once(socket, "connect");
  const all = buffer(socket);
  for (const piece of pieces) {
    socket.write(piece);
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
  // Whoever ends a connection waits for no answer.
  if (pieces.some((piece) => piece.includes("slow")))
    await new Promise((resolve) => setTimeout(resolve, 100));
  socket.end();
  return (await all).toString();
}

const bodies = (text: string): readonly string[] => text.match(/<[^>]*>/g) ?? [];

describe("a strict server", () => {
  test("answers requests of one connection in the order they came, also those that take longer", async () => {
    const text = await sent(message("slow"), message("b") + message("slow c") + message("d"));
    expect(bodies(text)).toEqual(["<|slow>", "<|b>", "<|slow c>", "<|d>"]);
  });

  test("reads a request however it is cut", async () => {
    const whole = Buffer.from(`${message("één", "Authorization: Bearer t\r\n")}${message("b")}`);
    for (let at = 1; at < whole.length; at += 7) {
      const text = await sent(whole.subarray(0, at), whole.subarray(at));
      expect(bodies(text)).toEqual(["<Bearer t|één>", "<|b>"]);
    }
  });

  test("reads a body in chunks however they are cut", async () => {
    const whole = `${LINE}transfer-encoding: chunked\r\n\r\n5\r\nab\r\nc\r\nB\r\n-0123456789\r\n0\r\n\r\n${message("b")}`;
    for (let at = 1; at < whole.length; at += 7) {
      expect(bodies(await sent(whole.slice(0, at), whole.slice(at)))).toEqual([
        "<|ab\r\nc-0123456789>",
        "<|b>",
      ]);
    }
  });

  test("answers what node:http sends and ends the connection where that is asked", async () => {
    const asked = request(served.url, { method: "POST", headers: { connection: "close" } });
    asked.write("a");
    asked.end("b");
    const [answer] = (await once(asked, "response")) as [IncomingMessage];
    expect((await buffer(answer)).toString()).toBe("<|ab>");
    expect(answer.headers["content-type"]).toBe("application/json");
  });

  test.each([
    ["another method", message("a").replace("POST", "GET")],
    ["another path", message("a").replace("/graphql", "/")],
    ["another version", message("a").replace("1.1", "1.0")],
    ["an expectation", message("a", "Expect: 100-continue\r\n")],
    ["an upgrade", message("a", "upgrade: h2c\r\n")],
    ["two lengths", message("a", "content-length: 1\r\n")],
    ["a length and chunks", message("a", "transfer-encoding: chunked\r\n")],
    ["a length that is none", `${LINE}content-length: +1\r\n\r\na`],
    ["another coding", `${LINE}transfer-encoding: gzip\r\n\r\n`],
    ["a folded field", message("a", "x: a\r\n b\r\n")],
    ["a space before the colon", message("a", "content-length : 1\r\n")],
    ["a chunk's extension", `${LINE}transfer-encoding: chunked\r\n\r\n1;a\r\na\r\n0\r\n\r\n`],
    ["a chunk that is longer", `${LINE}transfer-encoding: chunked\r\n\r\n1\r\nab\r\n0\r\n\r\n`],
    ["a trailer", `${LINE}transfer-encoding: chunked\r\n\r\n1\r\na\r\n0\r\nx: y\r\n\r\n`],
    ["a head without an end", `${LINE}x: ${"a".repeat(20_000)}`],
  ])("refuses %s, after what came before it", async (_, wrong) => {
    const text = await sent(message("slow") + wrong + message("c"));
    expect(bodies(text)).toEqual(["<|slow>"]);
    expect(text.match(/HTTP\/1\.1 [^\r]+/g)).toEqual(["HTTP/1.1 200 OK", "HTTP/1.1 400 Bad Request"]);
  });
});
