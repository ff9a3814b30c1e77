import { once } from "node:events";
import { connect } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { createHttpServer } from "./httpServer.ts";
import { echo, ended, serving } from "./plain/testing/bothServers.ts";
import { type HeardResponse, responsesIn, talk } from "./plain/testing/talk.ts";
import { closing } from "./testing/closing.ts";
import { logLines } from "./testing/logLines.ts";
import { openGateway } from "./testing/openGateway.ts";
import { LONG, MALFORMED, POST, refusal } from "./testing/refused.ts";

const { keep, stopAll } = closing();
afterEach(stopAll);

/** What the gateway answers to what is sent over one connection, until it closes. */
async function heard(...pieces: readonly string[]): Promise<readonly HeardResponse[]> {
  const { url } = await keep(openGateway());
  return talk(Number(new URL(url).port), pieces);
}

describe("what Node refuses before it is a request", () => {
  it.each<[string, string, number, string]>([
    ["no HTTP", "secret words\r\n\r\n", 400, MALFORMED],
    ["TLS", "\x16\x03\x01\x02\0\x01\0\x01\xfc\x03\x03secret", 400, MALFORMED],
    ["HTTP/2", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", 400, MALFORMED],
    ["a method nobody knows", "SECRET / HTTP/1.1\r\nhost: mesh\r\n\r\n", 400, MALFORMED],
    ["a control character", `${POST}x-secret: \0\r\n\r\n`, 400, MALFORMED],
    ["a head of 20 kB", `${POST}x-long: ${"secret".repeat(4_000)}\r\n\r\n`, 431, LONG],
    ["a head of a thousand fields", `${POST}${"a:\r\n".repeat(1_100)}\r\n`, 431, LONG],
    ["no host", "GET /secret HTTP/1.1\r\n\r\n", 400, "the request names no host: send the header host"],
    ["no version", "GET /secret\r\n\r\n", 505, "HTTP/1.1 is spoken here"],
    ["HTTP/2 in the words of HTTP/1", "GET / HTTP/2.0\r\nhost: mesh\r\n\r\n", 505, "HTTP/1.1 is spoken here"],
    ["an expectation", `${POST}expect: secret\r\n\r\n`, 417, "nothing but 100-continue can be expected"],
    [
      "a tunnel",
      "CONNECT secret:1 HTTP/1.1\r\nhost: secret:1\r\n\r\n",
      501,
      "this is no proxy: CONNECT is not served",
    ],
  ])("is answered like all that is refused, and the last on its connection: %s", async (_, sent, ...told) => {
    const answers = await heard(sent);
    expect(answers).toEqual([refusal(...told)]);
    expect(JSON.stringify(answers)).not.toMatch(/secret/i);
  });

  it("is logged by its reason, under the id that the answer carries", async () => {
    const { url, until } = await keep(openGateway({ newId: () => "made" }));
    const socket = connect(Number(new URL(url).port), "127.0.0.1");
    socket.write("hello\r\n\r\n");
    const [answer] = (await once(socket, "data")) as [Buffer];
    expect(answer.toString()).toContain("\r\nx-request-id: made\r\n");
    const line = await until(({ msg }) => msg === "refused before it was a request");
    expect(line).toMatchObject({ requestId: "made", status: 400, reason: "HPE_INVALID_METHOD" });
    socket.destroy();
  });

  it("reaches a client who is still sending", async () => {
    const { url } = await keep(openGateway());
    const answers = await talk(Number(new URL(url).port), [
      POST,
      ...Array<string>(40).fill(`x: ${"a".repeat(9_000)}\r\n`),
    ]);
    expect(answers.map(({ status }) => status)).toEqual([431]);
  });

  it("is nothing where the connection is gone", async () => {
    const { server, port } = await serving(echo, undefined);
    const socket = connect(port, "127.0.0.1");
    await once(socket, "connect");
    socket.destroy();
    expect(() => server.emit("clientError", new Error("late"), socket)).not.toThrow();
    await ended(server);
  });

  it("says nothing to a client who has left", async () => {
    const { url, lines } = await keep(openGateway());
    const socket = connect(Number(new URL(url).port), "127.0.0.1");
    socket.write(POST);
    await sleep(20);
    socket.resetAndDestroy();
    await sleep(20);
    expect((await fetch(`${url}/health/live`)).status).toBe(200);
    expect(lines.filter(({ status }) => status === 400)).toEqual([]);
  });
});

describe("an answer that is due when nonsense follows", () => {
  it.each([
    ["a plain request", ""],
    ["one that Node reads", "x-a: 1\r\nx-a: 2\r\n"],
  ])("is given before the refusal, whole: after %s", async (_, more) => {
    const { server, port } = await serving(echo, "/graphql");
    const waiting = '{"wait":40}';
    const sent = `${POST}${more}content-length: ${waiting.length}\r\n\r\n${waiting}nonsense\r\n\r\n`;
    const answers = await talk(port, [sent, "and more\r\n\r\n", "of it"]);
    expect(answers.map(({ status }) => status)).toEqual([200, 400]);
    expect(answers[1]).toEqual(refusal(400, MALFORMED));
    await ended(server);
  });

  it("is not written into when it has begun", async () => {
    const { log } = logLines();
    const server = createHttpServer(
      () => ({ status: 200, headers: {}, body: (response) => void response.write("begun") }),
      { log, newId: () => "r1", now: () => 0 },
    );
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    const { port } = server.address() as { port: number };
    const [answer] = await talk(port, [`${POST}transfer-encoding: chunked\r\n\r\n`, "nonsense\r\n"]);
    expect(answer).toMatchObject({ status: 200, body: "5\r\nbegun\r\n" });
    await ended(server);
  });
});

describe("a request that does not come whole in time", () => {
  it("is refused, unless it has been answered or never began", async () => {
    const { server, port } = await serving(echo, undefined);
    Object.assign(server, { headersTimeout: 100, requestTimeout: 100 });
    const answered = `${POST.replace("json", "xml")}content-length: 9\r\n\r\n{`;
    const sent = ["POST /graphql HTTP/1.1\r\nho", `${POST}content-length: 9\r\n\r\n{`, answered, ""];
    const told = await Promise.all(sent.map((each) => silent(port, each)));
    const late = refusal(408, "the request did not come whole in time");
    expect(told).toEqual([[late], [late], [expect.objectContaining({ status: 415 })], []]);
    await ended(server);
  }, 20_000);
});

/** Sends this and no more. */
const silent = (port: number, sent: string): Promise<readonly HeardResponse[]> =>
  sent === "" ? untilClosed(port) : talk(port, [sent]);

async function untilClosed(port: number): Promise<readonly HeardResponse[]> {
  let text = "";
  const socket = connect(port, "127.0.0.1").on("data", (bytes: Buffer) => (text += bytes.toString()));
  await once(socket, "close");
  return responsesIn(text);
}
