import { buildSchema } from "graphql";
import { costLimiter, DEFAULT_COSTS, DEFAULT_LIMITS } from "../../gateway/limits/index.ts";
import { checkDocument, type DocumentChecks } from "./checkDocument.ts";

const sdl = "type Query { rows(first: Int): [Row!] } type Row { name: String, next: Row }";
const schema = buildSchema(sdl);
const findCost = costLimiter(DEFAULT_COSTS, { cost: 200 });
const checks: DocumentChecks = {
  schema,
  limits: { ...DEFAULT_LIMITS, depth: 3 },
  findCost: (operation) => findCost({ apiSchema: schema, supergraphSdl: sdl }, operation),
};
const problems = (text: string, spread = true) =>
  checkDocument({ file: "a.graphql", line: 5, text, spread }, checks).map(
    ({ line, message }) => `${line}: ${message}`,
  );

describe("a document before it is published", () => {
  it("has no problem when the gateway would answer it", () => {
    expect(problems("query A($n: Int) { rows(first: $n) { name } }")).toEqual([]);
  });

  it.each([
    ["does not parse", "query A {\n  rows {", "2: Syntax Error: Expected Name, found <EOF>."],
    ["names no field", "{\n  rows {\n    mood\n  }\n}", '3: Cannot query field "mood" on type "Row".'],
    ["has no operation", "fragment F on Row { name }", '1: Fragment "F" is never used.'],
    ["defines types", "type A { a: Int }", '1: The "A" definition is not executable.'],
    [
      "exceeds a limit",
      "{ rows { next { next { name } } } }",
      "1: too many fields below one another: 4, where at most 3 are accepted",
    ],
    [
      "costs too much",
      "query A { rows { name } }\nquery B { rows(first: 67) { name } }",
      "2: too many units of estimated cost: 201, where at most 200 are accepted",
    ],
  ])("is told to have one when it %s", (_, text, expected) => {
    expect(problems(text)).toEqual([expected]);
  });

  it("in a manifest is told by the line of the manifest", () => {
    expect(problems("{\n  rows {\n    mood\n  }\n}", false)).toEqual([
      '5: Cannot query field "mood" on type "Row".',
    ]);
  });
});
