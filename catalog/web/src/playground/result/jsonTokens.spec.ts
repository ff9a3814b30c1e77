import { jsonTokens } from "./jsonTokens.ts";

test("the parts of a JSON text are told apart", () => {
  const json = JSON.stringify({ name: 'say "x": 1', score: -1.5e3, ok: true, none: null }, null, 2);
  expect(jsonTokens(json).map(({ kind, start, end }) => `${kind} ${json.slice(start, end)}`)).toEqual([
    'name "name"',
    String.raw`string "say \"x\": 1"`,
    'name "score"',
    "number -1500",
    'name "ok"',
    "word true",
    'name "none"',
    "word null",
  ]);
});
