import fc from "fast-check";
import type { Reply } from "../reply.ts";
import { plainBytes } from "./plainBytes.ts";
import { responsesIn } from "./testing/talk.ts";

const PARTS = {
  requestId: "r1",
  isClosing: false,
  date: "Thu, 26 Nov 2026 15:00:00 GMT",
  keepAliveSeconds: 65,
};
const HEADERS = Object.freeze({ "content-type": "application/json; charset=utf-8" });

/** As the connection sends it. */
function sent(reply: Pick<Reply, "body" | "isAscii">): Buffer {
  const written = plainBytes({ status: 200, headers: HEADERS, ...reply }, PARTS);
  return typeof written === "string" ? Buffer.from(written, "latin1") : written;
}

function heardBody(bytes: Buffer): { readonly body: Buffer; readonly length: number } {
  const [response] = responsesIn(bytes.toString("latin1"));
  const body = bytes.subarray(bytes.indexOf("\r\n\r\n") + 4);
  return { body, length: Number(response?.headers["content-length"]) };
}

const ascii = fc.string({ unit: "grapheme-ascii", maxLength: 40 });
const any = fc.string({ unit: "binary", maxLength: 40 });
const long = fc.constantFrom("a".repeat(16_000), "é".repeat(9_000), "b".repeat(40_000));

describe("a response in one piece", () => {
  it("has the bytes of its body in UTF-8 and says how many, in whatever parts it comes", () => {
    const piece = fc.oneof(
      ascii,
      any,
      long,
      any.map((text) => Buffer.from(text)),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 4 }), (body) => {
        const expected = Buffer.concat(body.map((each) => Buffer.from(each as string)));
        const heard = heardBody(sent({ body }));
        expect(heard.length).toBe(expected.length);
        expect(heard.body.equals(expected)).toBe(true);
      }),
    );
  });

  it("is the same where all of it is known to be ASCII", () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(ascii, fc.constant("c".repeat(20_000))), { maxLength: 3 }), (body) =>
        expect(sent({ body, isAscii: true }).equals(sent({ body }))).toBe(true),
      ),
    );
  });

  it("is written as text where it is short and ASCII, else as bytes", () => {
    const typeOf = (body: Reply["body"]) => typeof plainBytes({ status: 200, headers: HEADERS, body }, PARTS);
    expect(typeOf(['{"data":', "{}", "}\n"])).toBe("string");
    expect(typeOf(['{"data":', '{"a":"é"}', "}\n"])).toBe("object");
    expect(typeOf("d".repeat(16_384))).toBe("object");
  });
});
