import { createHash } from "node:crypto";
import fc from "fast-check";
import { rowHasher } from "./rowHash.ts";

const bytes = (text: string | null) => (text === null ? null : Buffer.from(text));

describe("the hash of a row", () => {
  it("is SHA-256 over a zero byte, and length and bytes of name and value of each column", () => {
    const hash = rowHasher(["data", "id"])([bytes("{}"), bytes("é")]);
    const encoded = Buffer.concat([
      Buffer.from([0]),
      Buffer.from("\0\0\0\x04data\0\0\0\x02{}"),
      Buffer.from("\0\0\0\x02id\0\0\0\x02"),
      Buffer.from("é"),
    ]);
    expect(hash.toString("hex")).toBe(createHash("sha256").update(encoded).digest("hex"));
  });

  it("is another for every two rows that differ, wherever a value ends and the next begins", () => {
    const value = fc.option(fc.string({ maxLength: 4 }), { nil: null });
    const row = fc.array(value, { minLength: 3, maxLength: 3 });
    const hashRow = rowHasher(["a", "b", "c"]);
    const hashOf = (values: readonly (string | null)[]) => hashRow(values.map(bytes)).toString("hex");
    fc.assert(
      fc.property(row, row, (one, other) => {
        expect(hashOf(one) === hashOf(other)).toBe(JSON.stringify(one) === JSON.stringify(other));
      }),
    );
  });

  it("stays the same when a column is added that is null, and changes with what is in it", () => {
    const before = rowHasher(["a", "c"])([bytes("1"), bytes("3")]);
    const wider = rowHasher(["a", "b", "c"]);
    expect(wider([bytes("1"), null, bytes("3")])).toEqual(before);
    expect(wider([bytes("1"), bytes(""), bytes("3")])).not.toEqual(before);
  });

  it("is of rows of any size, each apart", () => {
    const hashRow = rowHasher(["a"]);
    const small = hashRow([bytes("x")]);
    hashRow([Buffer.alloc(100_000, "y")]);
    expect(hashRow([bytes("x")])).toEqual(small);
  });

  it("refuses columns that are not in the order of their names", () => {
    expect(() => rowHasher(["b", "a"])).toThrow(TypeError);
    expect(() => rowHasher(["a", "a"])).toThrow(TypeError);
  });
});
