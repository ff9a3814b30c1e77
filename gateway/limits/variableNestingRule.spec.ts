import { variableNestingRule } from "./variableNestingRule.ts";

describe("the nesting of variables", () => {
  it.each([
    [0, {}],
    [0, { a: 1, b: "x", c: null }],
    [1, { a: [] }],
    [2, { a: [1, [2]], b: {} }],
    [3, { a: { b: [{ c: 1 }] } }],
  ])("is %d", (levels, variables) => {
    expect(variableNestingRule.measure(variables)).toBe(levels);
  });

  it("is measured without recursion", () => {
    const text = `{"a":${"[".repeat(100_000)}${"]".repeat(100_000)}}`;
    expect(variableNestingRule.measure(JSON.parse(text) as Record<string, unknown>)).toBe(100_000);
  });
});
