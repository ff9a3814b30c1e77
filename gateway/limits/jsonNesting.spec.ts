import { jsonNesting } from "./jsonNesting.ts";

describe("the nesting of a text of JSON", () => {
  it.each([
    ["1", 0],
    ["{}", 1],
    ['{"a":[1,[2],{}],"b":{"c":3}}', 3],
    ['{"a":"[[[[","b":"\\"[[","c":"\\\\"}', 1],
    ['["\\\\",[["]"]]]', 3],
    ['["[[[', 1],
    ["[[[[", 4],
    ["]]]][", 0],
  ])("of %s is %d", (text, levels) => {
    expect(jsonNesting(text)).toBe(levels);
  });
});
