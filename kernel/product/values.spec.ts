import fc from "fast-check";
import { canonicalValue } from "./canonicalValue.ts";
import { checkValue } from "./checkValue.ts";
import type { FieldType } from "./field.ts";

const decimal: FieldType = { name: "decimal", precision: 5, scale: 2 };
const accepts = (type: FieldType, value: unknown): boolean => {
  try {
    checkValue(type, value, "field");
    return true;
  } catch {
    return false;
  }
};

describe("checking a value", () => {
  it.each<[FieldType, readonly unknown[], readonly unknown[]]>([
    [{ name: "text" }, ["", "é", "𝒜"], [1, "a\u0000", "\ud800", undefined]],
    [{ name: "int" }, [0, -(2 ** 31), 2 ** 31 - 1], [1.5, 2 ** 31, "1", Number.NaN]],
    [
      { name: "bigint" },
      ["9223372036854775807", "-9223372036854775808"],
      ["9223372036854775808", 1, "1.0", ""],
    ],
    [{ name: "float" }, [0.1, -1e300], [Number.NaN, Number.POSITIVE_INFINITY, "1"]],
    [{ name: "boolean" }, [true, false], [0, "true"]],
    [{ name: "date" }, ["2024-02-29"], ["2023-02-29", "2024-2-1", "2024-02-29T00:00:00.000Z"]],
    [
      { name: "timestamp" },
      ["2024-02-29T23:59:59.999Z"],
      ["2024-02-29T23:59:59Z", "2024-13-01T00:00:00.000Z"],
    ],
    [decimal, ["123.45", "-0.5", "1", "00123.4"], ["1234", "1.234", "1e2", 1]],
    [{ name: "enum", values: ["A"], open: true }, ["A"], ["B", ""]],
    [{ name: "list", of: { name: "int" } }, [[], [1]], [["1"], 1, [[1]]]],
  ])("knows a %j", (type, good, bad) => {
    for (const value of good) expect([value, accepts(type, value)]).toEqual([value, true]);
    for (const value of bad) expect([value, accepts(type, value)]).toEqual([value, false]);
  });
});

describe("the canonical form of a value", () => {
  it.each([
    ["1", "1.00"],
    ["-0.5", "-0.50"],
    ["-0", "0.00"],
    ["00123.4", "123.40"],
  ])("decimal %s is %s", (value, canonical) => {
    expect(canonicalValue(decimal, value)).toBe(canonical);
  });

  it("is its own canonical form", () => {
    const written = fc.tuple(fc.integer({ min: -999, max: 999 }), fc.integer({ min: 0, max: 99 }));
    fc.assert(
      fc.property(written, ([whole, cents]) => {
        const once = canonicalValue(decimal, `${whole}.${String(cents).padStart(2, "0")}`);
        expect(canonicalValue(decimal, once)).toBe(once);
        expect(Math.abs(Number(once))).toBeCloseTo(Math.abs(whole) + cents / 100, 6);
      }),
    );
  });
});
