import { createHmac } from "node:crypto";
import fc from "fast-check";
import { HmacSha256 } from "./hmacSha256.ts";

const keys = fc.uint8Array({ maxLength: 64 });
/** All lengths around those of a block, and characters of one to four bytes, halves of them too. */
const texts = fc.oneof(
  fc.string({ unit: "binary", maxLength: 200 }),
  fc.string({ unit: "grapheme", maxLength: 200 }),
  fc.array(fc.integer({ min: 0, max: 0xffff })).map((units) => String.fromCharCode(...units)),
  fc.nat({ max: 5_000 }).map((length) => "a".repeat(length)),
);

describe("HMAC SHA-256", () => {
  it("is what node:crypto says, whatever came before under that key", () => {
    fc.assert(
      fc.property(keys, fc.array(texts, { minLength: 1, maxLength: 5 }), (key, said) => {
        const hmac = new HmacSha256(key);
        expect(said.map((text) => hmac.of(text))).toEqual(
          said.map((text) => createHmac("sha256", key).update(text).digest("base64url")),
        );
      }),
    );
  });

  it("is that of the standard's example (RFC 4231, 4.3)", () => {
    const told = new HmacSha256(Buffer.from("Jefe")).of("what do ya want for nothing?");
    expect(Buffer.from(told, "base64url").toString("hex")).toBe(
      "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843",
    );
  });

  it("keeps to the key it was made with, though the bytes it came in change", () => {
    const key = new Uint8Array(32).fill(7);
    const hmac = new HmacSha256(key);
    const before = hmac.of("a");
    key.fill(0);
    expect(hmac.of("a")).toBe(before);
    expect(hmac.of("a".repeat(5_000))).toBe(new HmacSha256(new Uint8Array(32).fill(7)).of("a".repeat(5_000)));
  });

  it("takes no key that would have to be hashed first", () => {
    expect(() => new HmacSha256(new Uint8Array(65))).toThrow(TypeError);
  });
});
