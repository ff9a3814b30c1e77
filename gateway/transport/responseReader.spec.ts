import fc from "fast-check";
import { type ReadResponse, ResponseReader } from "./responseReader.ts";
import { TransportFailure } from "./transportFailure.ts";

const BOUNDS = { maxHeadBytes: 512, maxBodyBytes: 4_096 };

/** Reads the pieces as a connection gives them: each is overwritten once it was looked at. */
function read(pieces: readonly Buffer[], reader = new ResponseReader(BOUNDS)): ReadResponse | undefined {
  let response: ReadResponse | undefined;
  for (const piece of pieces) {
    expect(response).toBeUndefined();
    const lent = Buffer.from(piece);
    response = reader.read(lent);
    lent.fill("?");
  }
  return response;
}

const whole = (text: string) => read([Buffer.from(text, "latin1")]);
const singly = (text: string) => read([...Buffer.from(text, "latin1")].map((byte) => Buffer.of(byte)));

/** Why an answer is not taken, which must not depend on how it comes. */
function refusalOf(text: string): string {
  const reasons = [whole, singly].map((how) => {
    try {
      return `taken: ${String(how(text)?.body)}`;
    } catch (error) {
      if (!(error instanceof TransportFailure)) throw error;
      return error.reason;
    }
  });
  expect(new Set(reasons).size).toBe(1);
  return reasons[0] ?? "";
}

const head = (...lines: readonly string[]) => ["HTTP/1.1 200 OK", ...lines, "", ""].join("\r\n");

/** Cuts bytes into pieces at these places. */
function cut(bytes: Buffer, places: readonly number[]): readonly Buffer[] {
  const at = [...new Set(places.map((place) => place % (bytes.length + 1)))].toSorted((a, b) => a - b);
  return [0, ...at]
    .map((from, index) => bytes.subarray(from, at[index] ?? bytes.length))
    .filter(({ length }) => length > 0);
}

const chunked = (chunks: readonly Uint8Array[]): Buffer =>
  Buffer.concat([
    ...chunks
      .filter(({ length }) => length > 0)
      .flatMap((chunk) => [`${chunk.length.toString(16)}\r\n`, chunk, "\r\n"])
      .map((each) => (typeof each === "string" ? Buffer.from(each) : each)),
    Buffer.from("0\r\n\r\n"),
  ]);

const INFORMATIONAL = ["", "HTTP/1.1 100 Continue\r\n\r\n", "HTTP/1.1 103 Early Hints\r\nlink: </a>\r\n\r\n"];
const places = fc.array(fc.nat({ max: 6_000 }), { maxLength: 60 });

test("a body is the same bytes however it was cut, with a length and in chunks, one after the other", () => {
  fc.assert(
    fc.property(
      fc.array(fc.uint8Array({ maxLength: 900 }), { maxLength: 4 }),
      fc.constantFrom(...INFORMATIONAL),
      fc.boolean(),
      places,
      (chunks, before, inChunks, cuts) => {
        const body = Buffer.concat(chunks);
        const how = inChunks ? "transfer-encoding: chunked" : `content-length: ${body.length}`;
        const bytes = Buffer.concat([Buffer.from(before + head(how)), inChunks ? chunked(chunks) : body]);
        const reader = new ResponseReader(BOUNDS);
        for (const pieces of [cut(bytes, cuts), cut(bytes, []), cut(bytes, cuts)]) {
          const response = read(pieces, reader);
          expect(response?.head.status).toBe(200);
          expect(response?.body.equals(body)).toBe(true);
        }
      },
    ),
  );
});

test("an answer that ends early is never taken for a whole one", () => {
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 1, maxLength: 300 }), fc.boolean(), fc.nat(), (body, how, nat) => {
      const bytes = how
        ? Buffer.concat([Buffer.from(head("transfer-encoding: chunked")), chunked([body])])
        : Buffer.concat([Buffer.from(head(`content-length: ${body.length}`)), body]);
      expect(read(cut(bytes.subarray(0, nat % bytes.length), []))).toBeUndefined();
    }),
  );
});

test("whatever comes is read or refused with a reason, and nothing else is thrown", () => {
  const piece = fc.constantFrom(
    "\r\n",
    "\n",
    "HTTP/1.1 200 OK",
    "content-length: 3",
    "abc",
    "0",
    ":",
    " ",
    "\0",
  );
  fc.assert(
    fc.property(fc.array(fc.oneof(piece, fc.string({ maxLength: 5 })), { maxLength: 30 }), (pieces) => {
      refusalOf(pieces.join(""));
    }),
  );
});

test("of the head, status, length and how long the connection stays are known", () => {
  const text = head("Content-Length:\t2 ", "Keep-Alive: max=9, timeout=5", "Connection: Keep-Alive") + "{}";
  expect(whole(text)?.head).toEqual({
    status: 200,
    length: 2,
    isChunked: false,
    keepsOpen: true,
    keepAliveSeconds: 5,
  });
  expect(whole(head("content-length: 0", "connection: close"))?.head.keepsOpen).toBe(false);
  expect(whole(head("content-length: 0", "connection: keep-alive, upgrade"))?.head.keepsOpen).toBe(false);
  expect(whole("HTTP/1.1 503 \r\ncontent-length: 0\r\n\r\n")?.head.status).toBe(503);
  expect(whole("HTTP/1.1 204 No Content\r\n\r\n")?.body).toHaveLength(0);
});

test.each([
  ["HTTP/1.0", "HTTP/1.0 200 OK\r\ncontent-length: 2\r\n\r\n{}"],
  ["HTTP/2", "HTTP/2 200 OK\r\ncontent-length: 2\r\n\r\n{}"],
  ["no HTTP", "SSH-2.0-OpenSSH_9.6\r\n\r\n"],
  ["an empty head", "\r\n\r\n{}"],
  ["a status without a space behind it", "HTTP/1.1 200\r\ncontent-length: 2\r\n\r\n{}"],
  ["a status of two digits", "HTTP/1.1 20 OK\r\ncontent-length: 2\r\n\r\n{}"],
  ["a status that is no number", "HTTP/1.1 2e2 OK\r\ncontent-length: 2\r\n\r\n{}"],
  ["a status of 600", "HTTP/1.1 600 OK\r\ncontent-length: 2\r\n\r\n{}"],
  ["a control character in the reason", "HTTP/1.1 200 O\0K\r\ncontent-length: 2\r\n\r\n{}"],
  ["two lengths that differ", head("content-length: 2", "content-length: 3") + "{}"],
  ["the same length twice", head("content-length: 2", "Content-Length: 2") + "{}"],
  ["a list of lengths", head("content-length: 2, 2") + "{}"],
  ["a length and chunks", head("content-length: 2", "transfer-encoding: chunked") + "0\r\n\r\n"],
  ["chunks and a length", head("transfer-encoding: chunked", "content-length: 5") + "0\r\n\r\n"],
  ["a negative length", head("content-length: -2")],
  ["a length with a sign", head("content-length: +2") + "{}"],
  ["a length in hexadecimal", head("content-length: 0x2") + "{}"],
  ["an empty length", head("content-length: ") + "{}"],
  ["a length beyond counting", head("content-length: 18446744073709551618") + "{}"],
  ["neither a length nor chunks", head("content-type: application/json") + "{}"],
  ["another transfer encoding", head("transfer-encoding: gzip, chunked") + "0\r\n\r\n"],
  ["chunks twice", head("transfer-encoding: chunked", "transfer-encoding: chunked") + "0\r\n\r\n"],
  ["an encoding that only looks like chunked", head("transfer-encoding: chunked\xa0") + "0\r\n\r\n"],
  ["a compressed body", head("content-encoding: gzip", "content-length: 2") + "{}"],
  ["a header that goes on in the next line", head("x: 1", " content-length: 9", "content-length: 2") + "{}"],
  ["a space before a colon", head("content-length : 2") + "{}"],
  ["a header without a name", head(": 2", "content-length: 2") + "{}"],
  ["a header without a colon", head("content-length", "content-length: 2") + "{}"],
  ["NUL in a header", head("x: a\0b", "content-length: 2") + "{}"],
  ["CR in a header", head("x: a\rcontent-length: 9", "content-length: 2") + "{}"],
  ["a line that ends with LF alone", "HTTP/1.1 200 OK\ncontent-length: 2\r\n\r\n{}"],
  ["a header line that ends with LF alone", head("x: 1\ncontent-length: 9", "content-length: 2") + "{}"],
  ["another protocol", "HTTP/1.1 101 Switching Protocols\r\nupgrade: h2c\r\n\r\n"],
  ["an informational answer with a body", "HTTP/1.1 103 Early Hints\r\ncontent-length: 2\r\n\r\n{}"],
  ["no content with content", "HTTP/1.1 204 No Content\r\ncontent-length: 2\r\n\r\n{}"],
  ["not modified", "HTTP/1.1 304 Not Modified\r\n\r\n"],
  ["a chunk size that is none", head("transfer-encoding: chunked") + "x\r\n"],
  ["an empty chunk size", head("transfer-encoding: chunked") + "\r\n\r\n"],
  ["a chunk size with a sign", head("transfer-encoding: chunked") + "-1\r\n"],
  ["a chunk size with a space", head("transfer-encoding: chunked") + "2 \r\n{}\r\n0\r\n\r\n"],
  ["a chunk size of nine digits", head("transfer-encoding: chunked") + "000000002\r\n{}\r\n0\r\n\r\n"],
  ["a chunk size that ends with LF alone", head("transfer-encoding: chunked") + "2\n{}\r\n0\r\n\r\n"],
  ["an extended chunk", head("transfer-encoding: chunked") + "2;a=b\r\n{}\r\n0\r\n\r\n"],
  ["a chunk longer than its size", head("transfer-encoding: chunked") + "2\r\n{}}\r\n0\r\n\r\n"],
  ["trailers", head("transfer-encoding: chunked") + "2\r\n{}\r\n0\r\nx: 1\r\n\r\n"],
])("%s is no answer", (_what, text) => {
  expect(refusalOf(text)).toBe("MALFORMED");
});

test("more than the length in the same piece makes the length a lie", () => {
  expect(() => whole(head("content-length: 2") + "{}}")).toThrow("there is more than its length");
  expect(() => whole(head("transfer-encoding: chunked") + "0\r\n\r\nHTTP/1.1 200 OK")).toThrow(
    "there is more than its length",
  );
});

test.each([
  ["a body that says so", head("content-length: 4097")],
  ["a chunk that says so", head("transfer-encoding: chunked") + "1001\r\n"],
  ["chunks that add up", head("transfer-encoding: chunked") + `800\r\n${"x".repeat(0x800)}\r\n801\r\n`],
  ["a head", head(`x: ${"y".repeat(600)}`, "content-length: 0")],
  ["a head without an end", "y".repeat(600)],
  ["one informational answer after the other", "HTTP/1.1 100 Continue\r\n\r\n".repeat(30)],
])("%s beyond the bound is too large", (_what, text) => {
  expect(refusalOf(text)).toBe("TOO_LARGE");
});

test("a body and a head just within their bounds are taken", () => {
  expect(refusalOf(`${head("content-length: 4096")}${"x".repeat(4_096)}`)).toMatch(/^taken: x+$/);
  const rest = head("x: ", "content-length: 0").length;
  expect(refusalOf(head(`x: ${"y".repeat(512 - rest)}`, "content-length: 0"))).toBe("taken: ");
});
