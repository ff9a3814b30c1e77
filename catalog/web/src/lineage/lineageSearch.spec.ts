import { readLineageSearch } from "./lineageSearch.ts";

test("what an address says of the lineage is read, and what is not understood left out", () => {
  const search = { level: "field", field: "score", only: true, as: "table", open: "all" };
  expect(readLineageSearch({ ...search, other: 1 })).toEqual(search);
  expect(readLineageSearch({ level: "rows", field: "", only: "yes", as: 3, open: [7] })).toEqual({});
  expect(readLineageSearch({ field: 1 }).field).toBe("1");
});
