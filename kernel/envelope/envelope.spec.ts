import fc from "fast-check";
import { ENVELOPE_PATTERN, open, seal } from "./index.ts";

describe("an envelope", () => {
  it("gives back any value, and equal values have equal envelopes", () => {
    const values = fc.oneof(fc.string(), fc.integer(), fc.boolean(), fc.array(fc.string()));
    fc.assert(
      fc.property(values, (value) => {
        expect(open(seal(value))).toEqual(value);
        expect(seal(value)).toMatch(new RegExp(ENVELOPE_PATTERN));
        expect(seal(value)).toBe(seal(structuredClone(value)));
      }),
    );
  });

  it("names its version, its key and its data", () => {
    expect(seal("Ada")).toBe('0||"Ada"');
  });

  it.each(["Ada", "1|k-1|deadbeef", "0||{"])("refuses %s without showing it", (text) => {
    expect(() => open(text)).toThrow("a stored personal value is not a readable envelope");
  });
});
