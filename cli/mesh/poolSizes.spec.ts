import { connectionBudget, DEFAULT_POOLS, readPoolSizes } from "./poolSizes.ts";

describe("the sizes of pools", () => {
  it("are the default unless set", () => {
    const problems: string[] = [];
    const sizes = readPoolSizes({ DATAMESH_POOL_READ: "20", DATAMESH_POOL_APPEND: "" }, problems);
    expect([sizes, problems]).toEqual([{ ...DEFAULT_POOLS, read: 20 }, []]);
  });

  it.each(["0", "-1", "2.5", "many", "1001"])("are refused when they are %j", (text) => {
    const problems: string[] = [];
    readPoolSizes({ DATAMESH_POOL_PROJECT: text, DATAMESH_POOL_READ: text }, problems);
    expect(problems).toEqual([
      "DATAMESH_POOL_PROJECT must be a number from 1 to 1000",
      "DATAMESH_POOL_READ must be a number from 1 to 1000",
    ]);
  });

  it("add up over contexts, with what the catalog and the mesh itself hold beside them", () => {
    expect(connectionBudget(5, DEFAULT_POOLS)).toBe(5 * 14 + 10 + 6);
    expect(connectionBudget(5, { ...DEFAULT_POOLS, read: 60 })).toBe(5 * 68 + 64 + 6);
  });
});
