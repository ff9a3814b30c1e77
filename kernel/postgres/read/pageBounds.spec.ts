import { pageBounds } from "./pageBounds.ts";

describe("the bounds of a page", () => {
  it("are the first 50 rows unless said otherwise", () => {
    const nothing = { backward: false, size: 50 };
    expect(pageBounds({})).toEqual(nothing);
    expect(pageBounds({ first: null, after: null, last: null, before: null })).toEqual(nothing);
  });

  it("are rows after a cursor, or before one", () => {
    expect(pageBounds({ first: 1000, after: "c" })).toEqual({
      backward: false,
      size: 1000,
      cursor: { argument: "after", text: "c" },
    });
    expect(pageBounds({ before: "c" })).toEqual({
      backward: true,
      size: 50,
      cursor: { argument: "before", text: "c" },
    });
    expect(pageBounds({ last: 0 })).toEqual({ backward: true, size: 0 });
  });

  it.each([
    [{ first: 1001 }, "first is 1001: a page has 0 to 1000 rows"],
    [{ last: 1001 }, "last is 1001: a page has 0 to 1000 rows"],
    [{ first: -1 }, "first is -1: a page has 0 to 1000 rows"],
    [{ first: 1.5 }, "first is 1.5: a page has 0 to 1000 rows"],
    [{ first: 1, last: 1 }, "page forward with first and after, or backward with last and before, not both"],
    [
      { last: 1, after: "c" },
      "page forward with first and after, or backward with last and before, not both",
    ],
    [
      { first: 1, before: "c" },
      "page forward with first and after, or backward with last and before, not both",
    ],
    [
      { after: "c", before: "c" },
      "page forward with first and after, or backward with last and before, not both",
    ],
  ])("of %j are refused", (args, message) => {
    expect(() => pageBounds(args)).toThrow(expect.objectContaining({ code: "BAD_USER_INPUT", message }));
  });
});
