import fc from "fast-check";
import { firstDifference } from "./firstDifference.ts";

const FIRST = 11;
const SEALED = ["a", "b", "c", "d", "e", "f", "g"];
const stored = (marks: readonly string[]) => marks.map((mark, index) => ({ position: FIRST + index, mark }));
const found = (marks: readonly string[]) => firstDifference(FIRST, SEALED, stored(marks));

describe("the first difference", () => {
  it("is none where all that was sealed is stored, with more behind it", () => {
    expect(found(SEALED)).toBeUndefined();
    expect(found([...SEALED, "h"])).toBeUndefined();
  });

  it.each([
    ["ALTERED", 13, 1, "abXdefg"],
    ["ALTERED", 17, 1, "abcdefX"],
    ["ALTERED", 12, 1, "acbdefg"],
    ["REMOVED", 13, 1, "abdefgh"],
    ["REMOVED", 11, 2, "cdefghi"],
    ["REMOVED", 16, 2, "abcde"],
    ["INSERTED", 13, 1, "abXcdefg"],
    ["INSERTED", 11, 3, "XYZabcd"],
    ["INSERTED", 12, 1, "aabcdefg"],
  ] as const)("is %s at %s, of %s, in %s", (kind, position, count, marks) => {
    expect(found(marks.split(""))).toEqual({ kind, position, count });
  });

  it("is a removal where positions are missing, and an insertion where one is there twice", () => {
    const gap = stored(SEALED).filter(({ position }) => position !== 13 && position !== 14);
    expect(firstDifference(FIRST, SEALED, gap)).toEqual({ kind: "REMOVED", position: 13, count: 2 });
    const twice = stored(SEALED).toSpliced(3, 0, { position: 13, mark: "X" });
    expect(firstDifference(FIRST, SEALED, twice)).toEqual({ kind: "INSERTED", position: 13, count: 1 });
  });

  it("is where one change was made, whichever and wherever", () => {
    const changes = fc.constantFrom("ALTERED", "REMOVED", "INSERTED");
    const size = fc.integer({ min: 1, max: 60 });
    fc.assert(
      fc.property(size, fc.nat(), changes, fc.integer({ min: 1, max: 5 }), (length, where, kind, count) => {
        const sealed = Array.from({ length }, (_, index) => `${index}`);
        const at = where % length;
        const behind = ["n1", "n2", "n3"];
        const made = Array.from({ length: kind === "ALTERED" ? 1 : count }, (_, index) => `new-${index}`);
        const removed = kind === "INSERTED" ? 0 : kind === "ALTERED" ? 1 : Math.min(count, length - at);
        const changed = [...sealed, ...behind].toSpliced(at, removed, ...(kind === "REMOVED" ? [] : made));
        // At the end there is nothing left to tell a removal from an alteration by.
        const isAtEnd = kind === "REMOVED" && at + removed === length;
        const difference = firstDifference(FIRST, sealed, stored(changed));
        expect(difference).toMatchObject({ position: FIRST + at, ...(!isAtEnd && { kind }) });
      }),
    );
  });
});
