import { parseValue as literal } from "graphql";
import { MeshError } from "../../errors.ts";
import { bigIntRule } from "./bigInt.ts";
import { dateRule } from "./date.ts";
import { dateTimeRule } from "./dateTime.ts";
import { decimalRule } from "./decimal.ts";
import { scalar, SCALAR_RULES, type ScalarRule } from "./index.ts";

const UNFIT: readonly [ScalarRule, readonly unknown[]][] = [
  [dateRule, ["2011-02-29", "2011-13-01", "2011-1-1", "2011-10-01T00:00:00Z", "", 20111001, true, null]],
  [
    dateTimeRule,
    [
      "2011-10-01",
      "2011-10-01T06:08:58",
      "2011-02-29T06:08:58Z",
      "2011-10-01T24:00:00Z",
      "2011-10-01T06:08:60Z",
      "2011-10-01T06:08:58.2561Z",
      "2011-10-01 06:08:58Z",
      "2011-10-01T06:08:58+2",
      "9999-12-31T23:59:59-01:00",
      1317449338256,
    ],
  ],
  [
    bigIntRule,
    ["9223372036854775808", "-9223372036854775809", "1.0", "1e3", "0x1", " 1", "", 1.5, NaN, true],
  ],
  [
    decimalRule,
    ["1e3", ".5", "5.", "1,5", "NaN", "Infinity", "", "+1", 1e21, Infinity, true, "9".repeat(2_000)],
  ],
];

const FIT: readonly [ScalarRule, unknown, string][] = [
  [dateRule, "2024-02-29", "2024-02-29"],
  [dateTimeRule, "2011-10-01T06:08:58.256Z", "2011-10-01T06:08:58.256Z"],
  [dateTimeRule, "2011-10-01T06:08:58Z", "2011-10-01T06:08:58.000Z"],
  [dateTimeRule, "2011-10-01t08:08:58.2+02:00", "2011-10-01T06:08:58.200Z"],
  [dateTimeRule, "2011-12-31T23:30:00.000-01:00", "2012-01-01T00:30:00.000Z"],
  [bigIntRule, "9223372036854775807", "9223372036854775807"],
  [bigIntRule, "-9223372036854775808", "-9223372036854775808"],
  [bigIntRule, 42, "42"],
  [bigIntRule, "007", "7"],
  [decimalRule, "20000.00", "20000.00"],
  [decimalRule, 12.5, "12.5"],
  [decimalRule, -3, "-3"],
];

describe("a scalar", () => {
  it.each(FIT.map(([rule, given, expected]) => ({ rule, given, expected })))(
    "$rule.name reads $given as $expected, as a variable and as a literal",
    ({ rule, given, expected }) => {
      expect(scalar(rule).parseValue(given)).toBe(expected);
      expect(scalar(rule).parseLiteral(literal(JSON.stringify(given)))).toBe(expected);
    },
  );

  it.each(UNFIT.map(([rule, values]) => ({ rule, values })))(
    "$rule.name refuses what is none, saying what it wants",
    ({ rule, values }) => {
      for (const value of values) {
        const fault = expect.objectContaining({
          code: "BAD_USER_INPUT",
          message: `${rule.name} must be ${rule.expected}`,
        });
        expect(failure(() => scalar(rule).parseValue(value))).toEqual(fault);
        const sent = JSON.stringify(value);
        expect(failure(() => scalar(rule).parseLiteral(literal(sent)))).toEqual(fault);
      }
    },
  );

  it("keeps every digit of a number written in the operation", () => {
    expect(scalar(decimalRule).parseLiteral(literal("0.1234567890123456789012"))).toBe(
      "0.1234567890123456789012",
    );
    expect(scalar(bigIntRule).parseLiteral(literal("9007199254740993"))).toBe("9007199254740993");
  });

  it("refuses a JSON number that may have lost digits on the way", () => {
    for (const rule of [bigIntRule, decimalRule]) {
      expect(failure(() => scalar(rule).parseValue(2 ** 53))).toBeInstanceOf(MeshError);
    }
  });

  it("answers what rows hold as it is", () => {
    expect(SCALAR_RULES.map((rule) => scalar(rule).serialize("2011-10-01T06:08:58.256Z"))).toEqual(
      SCALAR_RULES.map(() => "2011-10-01T06:08:58.256Z"),
    );
  });
});

function failure(work: () => unknown): MeshError {
  try {
    throw new Error(`accepted as ${JSON.stringify(work())}`);
  } catch (error) {
    return error as MeshError;
  }
}
