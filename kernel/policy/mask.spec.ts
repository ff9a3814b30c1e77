import { applyMask, maskFits } from "./mask.ts";

describe("a mask", () => {
  it.each([
    ["lastFour", "NL-8812-4471", "••••4471"],
    ["lastFour", "1234", "••••34"],
    ["lastFour", "1", "••••"],
    ["lastFour", "ab👍cdefg", "••••defg"],
    ["lastFour", "a👍", "••••👍"],
    ["initials", "Ada Lovelace", "A. L."],
    ["initials", "  çelik  émile ", "Ç. É."],
    ["initials", "𝒜da", "𝒜."],
    ["yearOnly", "1984-03-12", "1984-01-01"],
    ["redacted", "anything", null],
  ] as const)("%s shows %s as %s", (mask, value, shown) => {
    expect(applyMask(mask, value)).toBe(shown);
  });

  it("leaves null as it is", () => {
    expect(applyMask("lastFour", null)).toBeNull();
  });

  it("fits only types whose values it yields", () => {
    expect(maskFits("yearOnly", "date")).toBe(true);
    expect(maskFits("yearOnly", "timestamp")).toBe(false);
    expect(maskFits("lastFour", "int")).toBe(false);
    expect(maskFits("initials", "date")).toBe(false);
    expect(maskFits("redacted", "int")).toBe(true);
  });
});
