import { answeredNothing } from "./answeredNothing.ts";

const error = (code: string, ...path: (string | number)[]) => ({ message: "", path, extensions: { code } });
const gone = (...path: (string | number)[]) => error("UNAVAILABLE", ...path);

describe("an answer", () => {
  it.each([
    ["no data", { data: null, errors: [gone()] }],
    [
      "an error without a path",
      { data: null, errors: [{ message: "", extensions: { code: "UNAVAILABLE" } }] },
    ],
    ["nulls, each explained", { data: { a: null, b: null }, errors: [gone("a"), gone("b", "c")] }],
    ["objects that hold nothing", { data: { a: { count: null } }, errors: [gone("a", "count")] }],
    ["rows that hold nothing", { data: { a: [{ b: null }] }, errors: [gone("a", 0, "b")] }],
  ])("of %s says nothing", (_what, answer) => {
    expect(answeredNothing(answer, ["UNAVAILABLE"])).toBe(true);
  });

  it.each([
    ["no error", { data: null }],
    ["an error of another kind", { data: null, errors: [gone(), error("FORBIDDEN", "a")] }],
    ["a value", { data: { a: null, b: 1 }, errors: [gone("a")] }],
    ["a null that is the answer", { data: { a: null, b: null }, errors: [gone("a")] }],
    ["an empty list", { data: { a: null, b: [] }, errors: [gone("a")] }],
    ["a name of a type", { data: { a: null, __typename: "Query" }, errors: [gone("a")] }],
    [
      "a value deep inside",
      { data: { a: { rows: [{ x: null, y: 1 }] } }, errors: [gone("a", "rows", 0, "x")] },
    ],
  ])("with %s says something", (_what, answer) => {
    expect(answeredNothing(answer, ["UNAVAILABLE"])).toBe(false);
  });
});
