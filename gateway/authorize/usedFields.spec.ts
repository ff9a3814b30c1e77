import { usedFields } from "./usedFields.ts";

const used = (where: unknown, orderBy?: unknown) => [...usedFields({ where, orderBy })].toSorted();

test("a filter uses the fields it compares", () => {
  expect(used({ score: { gte: 700 }, country: { eq: "NL" } })).toEqual(["country", "score"]);
});

test("fields are found at any depth of and, or and not", () => {
  const where = { and: [{ a: {} }, { or: [{ b: {} }, { not: { and: [{ c: {} }] } }] }], not: { d: {} } };
  expect(used(where)).toEqual(["a", "b", "c", "d"]);
});

test("a comparison with null uses its field too", () => {
  expect(used({ score: null })).toEqual(["score"]);
});

test("an order uses its fields, written as a list or as one value", () => {
  expect(used(undefined, [{ field: "score", direction: "DESC" }, { field: "country" }])).toEqual([
    "country",
    "score",
  ]);
  expect(used(undefined, { field: "score" })).toEqual(["score"]);
});

test("operators are no fields", () => {
  expect(used({ score: { gte: 1, isNull: false } })).toEqual(["score"]);
});
