import fc from "fast-check";
import { decodeGlobalId, encodeGlobalId } from "./globalId.ts";

describe("a global id", () => {
  it("names type and key, whatever the key holds", () => {
    const key = fc.string({ unit: "grapheme", minLength: 1 });
    fc.assert(
      fc.property(key, (each) => {
        const id = encodeGlobalId("LoanApplicationV1", each);
        expect(decodeGlobalId(id)).toEqual({ type: "LoanApplicationV1", key: each });
        expect(id).toMatch(/^[A-Za-z0-9_-]+$/);
      }),
    );
  });

  it("has one spelling only, and is nothing else", () => {
    const id = encodeGlobalId("CustomerProfileV1", "c1");
    const others = [
      `${id}=`,
      ` ${id}`,
      `${id}!`,
      "",
      "c1",
      btoa("c1"),
      btoa(":c1"),
      btoa("Type:"),
      7,
      null,
      undefined,
    ];
    for (const other of others) expect(decodeGlobalId(other)).toBeUndefined();
  });
});
