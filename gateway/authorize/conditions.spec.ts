import { type OperationDefinitionNode, parse } from "graphql";
import { conditionsOf, holds } from "./conditions.ts";

function selection(text: string) {
  const [definition] = parse(`query ($v: Boolean!, $w: Boolean!) { ${text} }`).definitions;
  const [first] = (definition as OperationDefinitionNode).selectionSet.selections;
  if (first === undefined) throw new Error("nothing selected");
  return first;
}

test.each([
  ["a", []],
  ["a @include(if: $v)", [{ variable: "v", wanted: true }]],
  ["a @skip(if: $v)", [{ variable: "v", wanted: false }]],
  [
    "a @skip(if: $v) @include(if: $w)",
    [
      { variable: "v", wanted: false },
      { variable: "w", wanted: true },
    ],
  ],
  ["a @include(if: true) @skip(if: false)", []],
  ["a @include(if: false)", "never"],
  ["... @skip(if: true) { a }", "never"],
])("%s counts on the conditions it states", (text, expected) => {
  expect(conditionsOf(selection(text))).toEqual(expected);
});

test("conditions hold together or not at all", () => {
  const conditions = conditionsOf(selection("a @skip(if: $v) @include(if: $w)"));
  if (conditions === "never") throw new Error("it counts sometimes");
  expect(holds(conditions, { v: false, w: true })).toBe(true);
  expect(holds(conditions, { v: true, w: true })).toBe(false);
  expect(holds(conditions, { v: false, w: false })).toBe(false);
});
