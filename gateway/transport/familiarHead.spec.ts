import fc from "fast-check";
import { FamiliarHead } from "./familiarHead.ts";
import { readHead } from "./responseHead.ts";
import { ResponseReader } from "./responseReader.ts";

const BOUNDS = { maxHeadBytes: 256, maxBodyBytes: 4_096 };

/** Heads that differ from each other in little, taken and not, and now and then what follows. */
const answers = fc
  .tuple(
    fc.constantFrom("200 OK", "200 OK", "500 Internal Server Error", "204 No Content", "304 Not Modified"),
    fc.constantFrom("content-length:", "Content-Length: ", "content-length: \t", "content-lengths: 7", "x: "),
    fc.constantFrom("2", "2", "02", "12", "5000", "2x", "-2", "", "2 ", `${"0".repeat(14)}2`, "0".repeat(17)),
    fc.constantFrom(
      "",
      "",
      "date: Thu\r\n",
      "date: Fri\r\n",
      "connection: close\r\n",
      "keep-alive: timeout=5\r\n",
    ),
    fc.constantFrom(
      "",
      "",
      "",
      "content-length: 2\r\n",
      "transfer-encoding: chunked\r\n",
      `y: ${"y".repeat(200)}\r\n`,
    ),
    fc.constantFrom("{}", "{}", "{}", "{}{}{}{}{}{}", "", "{", "{}?"),
  )
  .map(([status, name, length, other, more, body]) =>
    Buffer.from(`HTTP/1.1 ${status}\r\n${other}${name}${length}\r\n${more}\r\n${body}`, "latin1"),
  );

function outcome(reader: ResponseReader, bytes: Buffer): unknown {
  try {
    const response = reader.read(Buffer.from(bytes));
    return response && { ...response, body: response.body.toString() };
  } catch (error) {
    return String(error);
  }
}

test("an answer is read the same, whichever came before it from that server", () => {
  fc.assert(
    fc.property(fc.array(answers, { minLength: 2, maxLength: 8 }), (all) => {
      const familiar = new FamiliarHead();
      for (const bytes of all) {
        expect(outcome(new ResponseReader(BOUNDS, familiar), bytes)).toEqual(
          outcome(new ResponseReader(BOUNDS), bytes),
        );
      }
    }),
    { numRuns: 2_000 },
  );
});

const head = (length: string, date = "Thu") =>
  Buffer.from(`HTTP/1.1 200 OK\r\ncontent-length: ${length}\r\ndate: ${date}\r\n\r\n`);

test("a head is known that has another length, and none that has another date", () => {
  const familiar = new FamiliarHead();
  expect(familiar.read(head("2"), 0)).toBeUndefined();
  familiar.remember(head("2"), 0, head("2").length, readHead(head("2"), 0, head("2").length));
  const there = Buffer.concat([Buffer.from("??"), head("4711"), Buffer.from("{}")]);
  expect(familiar.read(there, 2)).toEqual({ ...readHead(head("2"), 0, head("2").length), length: 4_711 });
  expect(familiar.end).toBe(2 + head("4711").length);
  expect(familiar.read(head("2", "Fri"), 0)).toBeUndefined();
  expect(familiar.read(head("2").subarray(0, -1), 0)).toBeUndefined();
  expect(familiar.read(head(""), 0)).toBeUndefined();
});
