import fc from "fast-check";
import { readCut, writeCut } from "./cutText.ts";
import type { ProductCut } from "./productCut.ts";
import type { ProductRef } from "../product/names.ts";

const number = fc.nat(Number.MAX_SAFE_INTEGER).map((each) => each % 10 ** 15);
const cuts: fc.Arbitrary<ReadonlyMap<ProductRef, ProductCut>> = fc
  .dictionary(
    fc
      .tuple(fc.stringMatching(/^[a-z][a-z0-9]{0,5}(-[a-z0-9]{1,5}){0,2}$/), fc.integer({ min: 1, max: 99 }))
      .map(([name, major]) => `${name}@${major}`),
    fc.record({ generation: number, position: number, epoch: number }),
  )
  .map((products) => new Map(Object.entries(products)) as ReadonlyMap<ProductRef, ProductCut>);

describe("a cut as text", () => {
  it("names the same products and states again", () => {
    fc.assert(fc.property(cuts, (cut) => expect(readCut(writeCut(cut))).toEqual(cut)));
  });

  it("is the same text whatever the order of its products", () => {
    fc.assert(
      fc.property(cuts, (cut) => expect(writeCut(new Map([...cut].toReversed()))).toBe(writeCut(cut))),
    );
  });

  it("can be read by anybody", () => {
    const text = writeCut(new Map([["items@1", { generation: 1, position: 41, epoch: 0 }]]));
    expect(JSON.parse(Buffer.from(text, "base64url").toString())).toEqual([
      1,
      expect.stringMatching(/^[A-Za-z0-9_-]{12}$/),
      { "items@1": "g1.p41.e0" },
    ]);
  });

  it("that was changed in any place is none", () => {
    fc.assert(
      fc.property(
        cuts,
        fc.nat(),
        fc.constantFrom("A", "Z", "a", "z", "0", "9", "-", "_"),
        (cut, at, letter) => {
          const text = writeCut(cut);
          const place = at % text.length;
          const changed = text.slice(0, place) + letter + text.slice(place + 1);
          const read = readCut(changed);
          // The last letter may hold bits that say nothing.
          if (read !== undefined) expect(read).toEqual(cut);
        },
      ),
    );
  });

  it.each(["", "a b", "e30", "bnVsbA", "WzEsMSwxXQ", "W10"])("is not %j", (text) => {
    expect(readCut(text)).toBeUndefined();
  });
});
