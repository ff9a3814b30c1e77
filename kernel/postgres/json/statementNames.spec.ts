import { statementNames } from "./statementNames.ts";

test("a statement has a name from the third time on, always the same", () => {
  const nameOf = statementNames();
  const names = Array.from({ length: 5 }, () => nameOf("select 1"));
  expect(names).toEqual([undefined, undefined, "select 1", "select 1", "select 1"]);
});

test("whoever makes up statements all the time gets no more than 200 names, and takes none away for good", () => {
  const nameOf = statementNames();
  const thrice = (text: string) => [nameOf(text), nameOf(text), nameOf(text)][2];
  const made = Array.from({ length: 1_000 }, (_, index) => thrice(`select ${index}`));
  expect(made.filter((name) => name !== undefined)).toHaveLength(200);
  expect(thrice("select 'mine'")).toBeUndefined();
  for (let index = 0; index < 2_000; index += 1) nameOf(`select ${index}, 2`);
  expect(thrice("select 'mine'")).toBe("select 'mine'");
});
