import { counted, duration, percent } from "./numbers.ts";
import { exactTime, relativeTime } from "./relativeTime.ts";
import { slaValue, standingOf } from "./sla.ts";

describe("times", () => {
  const now = Date.parse("2026-11-25T12:00:00Z");

  it.each([
    ["2026-11-25T11:59:57Z", "now"],
    ["2026-11-25T11:59:20Z", "40 sec. ago"],
    ["2026-11-25T11:57:00Z", "3 min. ago"],
    ["2026-11-24T11:00:00Z", "yesterday"],
    ["2027-05-01", "in 5 mo."],
    ["soon", "soon"],
  ])("%s is %s", (at, words) => expect(relativeTime(at, now)).toBe(words));

  it("are exact in UTC, wherever the reader is", () => {
    expect(exactTime("2026-11-25T23:30:00.000+02:00")).toBe("25 Nov 2026, 21:30:00 UTC");
  });
});

describe("numbers", () => {
  it("have their units, and thousands apart", () => {
    expect([counted(1, "row"), counted(262_200, "event"), counted(0, "product")]).toEqual([
      "1 row",
      "262,200 events",
      "0 products",
    ]);
    expect([duration(420), duration(2_449), duration(180_000)]).toEqual(["420 ms", "2.4 s", "3 min"]);
    expect(percent(0.99951)).toBe("99.95 %");
  });

  it("of SLAs have a space before the unit", () => {
    expect(["63ms", "1m", "7y", "99.9%", "1.5h"].map(slaValue)).toEqual([
      "63 ms",
      "1 min",
      "7 years",
      "99.9%",
      "1.5 h",
    ]);
  });

  it("nothing observed is neither met nor missed", () => {
    expect([true, false, null].map((met) => standingOf({ met }))).toEqual(["met", "missed", "unknown"]);
  });
});
