import { hash } from "node:crypto";
import fc from "fast-check";
import { DIGEST_TEXT, encodeBytes, encodeDigest } from "./base64urlBytes.ts";

const BESIDE = Buffer.from("..");

/** What stands in bytes after something was written between dots. */
function written(length: number, write: (to: Uint8Array, start: number) => void): string {
  const bytes = Buffer.alloc(length + 2 * BESIDE.length, BESIDE);
  write(bytes, BESIDE.length);
  return bytes.toString("latin1");
}

describe("base64url that is written in place", () => {
  it("is what Node encodes, and nothing beside it is written over", () => {
    const threes = fc.array(fc.uint8Array({ minLength: 3, maxLength: 3 })).map((each) => Buffer.concat(each));
    fc.assert(
      fc.property(threes, (bytes) => {
        const length = (bytes.length / 3) * 4;
        const text = written(length, (to, start) => encodeBytes(bytes, to, start));
        expect(text).toBe(`..${bytes.toString("base64url")}..`);
      }),
    );
  });

  it("is what Node encodes of any digest", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (of) => {
        const digest = hash("sha256", of, "binary");
        const text = written(DIGEST_TEXT, (to, start) => encodeDigest(digest, to, start));
        expect(text).toBe(`..${hash("sha256", of, "base64url")}..`);
      }),
    );
  });
});
