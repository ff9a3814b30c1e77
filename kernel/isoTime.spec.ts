import { isIsoTime, isoTime } from "./isoTime.ts";

describe("a moment", () => {
  it.each([
    ["2011-10-01 06:08:58.256+00", "2011-10-01T06:08:58.256Z"],
    ["2011-10-01 06:08:58.2+00", "2011-10-01T06:08:58.200Z"],
    ["2011-10-01 06:08:58+00", "2011-10-01T06:08:58.000Z"],
    ["0050-06-01 00:00:00+00", "0050-06-01T00:00:00.000Z"],
  ])("printed as %s is %s", (printed, iso) => {
    expect(isoTime(printed)).toBe(iso);
  });

  it("in another zone or of another form is refused", () => {
    expect(() => isoTime("2011-10-01 06:08:58+02")).toThrow("no moment in UTC");
    expect(() => isoTime("infinity")).toThrow("no moment in UTC");
  });

  it("has a year from 1000 to 9999", () => {
    expect(isIsoTime("1000-01-01T00:00:00.000Z")).toBe(true);
    expect(isIsoTime("0999-12-31T23:59:59.999Z")).toBe(false);
    expect(isIsoTime("+010000-01-01T00:00:00.000Z")).toBe(false);
    expect(isIsoTime("2023-02-30T99:00:00.000Z")).toBe(false);
  });
});
