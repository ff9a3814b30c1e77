import { readCursor, writeCursor } from "./productCursor.ts";

const place = { rank: 2, name: "people", major: 1 };

describe("a cursor", () => {
  it("names the place it was written for", () => {
    expect(readCursor(writeCursor(place, "who"), "who")).toEqual(place);
  });

  it("of another search is refused", () => {
    expect(() => readCursor(writeCursor(place, "who"), undefined)).toThrow(
      "after is a cursor of another search",
    );
  });

  it.each([
    "",
    "nonsense",
    Buffer.from("[1]").toString("base64url"),
    Buffer.from("null").toString("base64url"),
  ])("%j is none", (text) => {
    expect(() => readCursor(text, undefined)).toThrow("after is not a cursor");
  });
});
