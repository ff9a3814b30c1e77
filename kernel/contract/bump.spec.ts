import fc from "fast-check";
import {
  BUMPS,
  type Bump,
  bumpBetween,
  compareVersions,
  isAtLeast,
  largestBump,
  nextVersion,
} from "./bump.ts";

const version = fc
  .tuple(fc.integer({ min: 1, max: 30 }), fc.nat(30), fc.nat(30))
  .map((parts) => parts.join("."));
const bump = fc.constantFrom<Bump>(...BUMPS);

describe("a bump", () => {
  it.each<[string, string, Bump]>([
    ["1.2.3", "1.2.3", "none"],
    ["1.2.3", "1.2.10", "patch"],
    ["1.2.3", "1.10.0", "minor"],
    ["1.2.3", "10.0.0", "major"],
    ["1.2.3", "2.2.3", "major"],
  ])("from %s to %s is %s", (from, to, expected) => {
    expect(bumpBetween(from, to)).toBe(expected);
  });

  it("goes forward only", () => {
    expect(() => bumpBetween("1.10.0", "1.9.9")).toThrow(new TypeError("version 1.9.9 is older than 1.10.0"));
    expect(() => bumpBetween("1.0", "1.9.9")).toThrow('"1.0" is not of the form MAJOR.MINOR.PATCH');
  });

  it("leads to the next version, which is newer unless there is nothing to bump", () => {
    fc.assert(
      fc.property(version, bump, (from, by) => {
        expect(bumpBetween(from, nextVersion(from, by))).toBe(by);
        expect(Math.sign(compareVersions(nextVersion(from, by), from))).toBe(by === "none" ? 0 : 1);
      }),
    );
  });

  it("is the largest of several when it is one of them and none is larger", () => {
    fc.assert(
      fc.property(fc.array(bump, { minLength: 1 }), (bumps) => {
        const largest = largestBump(bumps);
        expect(bumps).toContain(largest);
        expect(bumps.every((each) => isAtLeast(largest, each))).toBe(true);
      }),
    );
    expect(largestBump([])).toBe("none");
  });
});
