import { echo, ended, serving } from "./plain/testing/bothServers.ts";
import { talk } from "./plain/testing/talk.ts";
import { LONG, MALFORMED, POST, refusal } from "./testing/refused.ts";

const CHUNKS = '3\r\n{"a\r\n4\r\n":1}\r\n0\r\n\r\n';
const NEXT = `${POST}content-length: 2\r\n\r\n{}`;
const CODINGS = "of transfer-encodings only chunked is understood, alone and once";

let port: number;
let stop: () => Promise<void>;
beforeAll(async () => {
  const opened = await serving(echo, "/graphql");
  port = opened.port;
  stop = () => ended(opened.server);
});
afterAll(() => stop());

describe("a body whose end is in doubt", () => {
  it.each<[string, string, number, string]>([
    ["a coding that is not understood", `transfer-encoding: gzip, chunked\r\n\r\n${CHUNKS}`, 501, CODINGS],
    ["such a coding alone", `transfer-encoding: gzip\r\n\r\n${CHUNKS}`, 501, CODINGS],
    ["no coding", `transfer-encoding: identity\r\n\r\n${CHUNKS}`, 501, CODINGS],
    ["chunked not at the end", `transfer-encoding: chunked, gzip\r\n\r\n${CHUNKS}`, 400, MALFORMED],
    [
      "codings in two headers",
      `Transfer-Encoding: gzip\r\ntransfer-encoding: chunked\r\n\r\n${CHUNKS}`,
      501,
      CODINGS,
    ],
    [
      "chunked twice",
      `transfer-encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n${CHUNKS}`,
      400,
      MALFORMED,
    ],
    ["nothing before it", `transfer-encoding: ,chunked\r\n\r\n${CHUNKS}`, 501, CODINGS],
    ["nothing after it", `transfer-encoding: chunked,\r\n\r\n${CHUNKS}`, 400, MALFORMED],
    ["blanks behind it", `transfer-encoding: chunked \t\r\n\r\n${CHUNKS}`, 400, MALFORMED],
    ["a blank that is none", `transfer-encoding: chunked\xa0\r\n\r\n${CHUNKS}`, 501, CODINGS],
    ["a vertical tab", `transfer-encoding: \x0bchunked\r\n\r\n${CHUNKS}`, 400, MALFORMED],
    ["another name", `transfer-encoding: xchunked\r\n\r\n${CHUNKS}`, 501, CODINGS],
    ["quotes", `transfer-encoding: "chunked"\r\n\r\n${CHUNKS}`, 501, CODINGS],
    ["a folded line", `transfer-encoding:\r\n chunked\r\n\r\n${CHUNKS}`, 400, MALFORMED],
    ["a blank before the colon", `transfer-encoding : chunked\r\n\r\n${CHUNKS}`, 400, MALFORMED],
    ["an empty coding and a length", "transfer-encoding: \r\ncontent-length: 2\r\n\r\n{}", 400, MALFORMED],
    [
      "a length and chunks",
      `content-length: 2\r\ntransfer-encoding: chunked\r\n\r\n${CHUNKS}`,
      400,
      MALFORMED,
    ],
    [
      "chunks and a length",
      `transfer-encoding: chunked\r\ncontent-length: 2\r\n\r\n${CHUNKS}`,
      400,
      MALFORMED,
    ],
    ["a coding and a length", "transfer-encoding: gzip\r\ncontent-length: 2\r\n\r\n{}", 400, MALFORMED],
    ["one length twice", "content-length: 2\r\ncontent-length: 2\r\n\r\n{}", 400, MALFORMED],
    ["two lengths", "content-length: 2\r\nContent-Length: 3\r\n\r\n{}", 400, MALFORMED],
    ["lengths in a list", "content-length: 2, 2\r\n\r\n{}", 400, MALFORMED],
    ["a length in hexadecimal", "content-length: 0x2\r\n\r\n{}", 400, MALFORMED],
    ["a length below nothing", "content-length: -2\r\n\r\n{}", 400, MALFORMED],
    ["a length beyond numbers", `content-length: ${"9".repeat(24)}\r\n\r\n{}`, 400, MALFORMED],
    ["an empty length", "content-length: \r\n\r\n{}", 400, MALFORMED],
    [
      "a long extension of a chunk",
      `transfer-encoding: chunked\r\n\r\n2;a=${"b".repeat(20_000)}\r\n{}\r\n0\r\n\r\n`,
      413,
      "the extensions of a chunk are too long: send none",
    ],
    ["a feed in an extension", "transfer-encoding: chunked\r\n\r\n2;a\nb\r\n{}\r\n0\r\n\r\n", 400, MALFORMED],
    [
      "a chunk's size that ends in a feed",
      "transfer-encoding: chunked\r\n\r\n2\n{}\r\n0\r\n\r\n",
      400,
      MALFORMED,
    ],
    ["a chunk that ends in a feed", "transfer-encoding: chunked\r\n\r\n2\r\n{}\n0\r\n\r\n", 400, MALFORMED],
    ["a chunk longer than it says", "transfer-encoding: chunked\r\n\r\n1\r\n{}\r\n0\r\n\r\n", 400, MALFORMED],
    ["a size with a blank", "transfer-encoding: chunked\r\n\r\n2 \r\n{}\r\n0\r\n\r\n", 400, MALFORMED],
    ["a size with a sign", "transfer-encoding: chunked\r\n\r\n+2\r\n{}\r\n0\r\n\r\n", 400, MALFORMED],
    ["a size with a prefix", "transfer-encoding: chunked\r\n\r\n0x2\r\n{}\r\n0\r\n\r\n", 400, MALFORMED],
    ["a size beyond numbers", `transfer-encoding: chunked\r\n\r\n${"f".repeat(17)}\r\n{}`, 400, MALFORMED],
    [
      "a length behind the body",
      "transfer-encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\ncontent-length: 9\r\n\r\n",
      400,
      MALFORMED,
    ],
    [
      "a coding behind the body",
      "transfer-encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\ntransfer-encoding: gzip\r\n\r\n",
      400,
      MALFORMED,
    ],
    [
      "long trailers",
      `transfer-encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\nx-a: ${"b".repeat(20_000)}\r\n\r\n`,
      431,
      LONG,
    ],
    [
      "a coding behind many headers",
      `${"a:\r\n".repeat(1_100)}transfer-encoding: gzip, chunked\r\n\r\n${CHUNKS}`,
      431,
      LONG,
    ],
  ])("is refused, and what follows is no request: %s", async (_, rest, ...told) => {
    expect(await talk(port, [POST + rest, NEXT])).toEqual([refusal(...told)]);
  });

  it("is refused where HTTP/1.0 has chunks", async () => {
    const old = POST.replace("1.1", "1.0");
    const answers = await talk(port, [
      `${old}connection: keep-alive\r\ntransfer-encoding: chunked\r\n\r\n${CHUNKS}`,
      NEXT,
    ]);
    expect(answers).toEqual([refusal(400, "a body has no transfer-encoding in HTTP/1.0")]);
  });

  it.each([
    ["chunked in capitals", `Transfer-Encoding: \t CHUNKED\r\n\r\n${CHUNKS}`],
    ["a short extension", 'transfer-encoding: chunked\r\n\r\n7;a=b\r\n{"a":1}\r\n0\r\n\r\n'],
    ["a size with zeros", 'transfer-encoding: chunked\r\n\r\n0007\r\n{"a":1}\r\n0\r\n\r\n'],
    [
      "a trailer, which says nothing of who asks",
      'transfer-encoding: chunked\r\n\r\n7\r\n{"a":1}\r\n0\r\nauthorization: Bearer x\r\n\r\n',
    ],
  ])("is none: %s", async (_, rest) => {
    const [answer, ...others] = await talk(port, [
      POST + rest,
      NEXT.replace("host", "connection: close\r\nhost"),
    ]);
    expect(JSON.parse(answer?.body ?? "")).toMatchObject({ body: { a: 1 } });
    expect(answer?.body).not.toContain("Bearer");
    expect(others.map(({ status }) => status)).toEqual([200]);
  });
});
