import { parseDuration } from "./duration.ts";
import { MeshError } from "./errors.ts";

function refusalOf(text: string): MeshError {
  try {
    parseDuration(text);
  } catch (error) {
    if (error instanceof MeshError) return error;
    throw error;
  }
  throw new Error(`${text} was accepted`);
}

describe("a duration", () => {
  it.each([
    ["45s", 45],
    ["30m", 1_800],
    ["1h", 3_600],
    ["7d", 604_800],
    ["100ms", 0.1],
    ["2y", 2 * 365.25 * 86_400],
    ["0s", 0],
  ])("written %s is %d seconds", (text, seconds) => {
    expect(parseDuration(text)).toBeCloseTo(seconds, 9);
  });

  it.each([
    "",
    "1",
    "h",
    "1 h",
    " 1h",
    "1h ",
    "-1h",
    "+1h",
    "1.5h",
    "1H",
    "1w",
    "1h30m",
    "1h\n",
    "１h",
    "1M",
    "999999999d",
  ])("written %j is refused as bad input", (text) => {
    expect(refusalOf(text).code).toBe("BAD_USER_INPUT");
  });

  it("that is refused is quoted, with examples of what to write", () => {
    expect(refusalOf("soon").message).toBe(
      '"soon" is not a duration: write a whole number and a unit, such as 100ms, 45s, 30m, 1h, 7d or 7y',
    );
  });

  it("of absurd length is not echoed whole", () => {
    expect(refusalOf("9".repeat(10_000)).message.length).toBeLessThan(200);
  });
});
