import { inWords, madeBetween } from "./schemaObjects.ts";

const before = { roles: ["a"], schemas: [], relations: ["s.one"] };
const after = { roles: ["a", "b"], schemas: ["s", "s_store"], relations: ["s.one", "s.three", "s.two"] };

test("what a migration made is what was not there before", () => {
  const made = madeBetween(before, after);
  expect(made).toEqual({ roles: ["b"], schemas: ["s", "s_store"], relations: ["s.three", "s.two"] });
  expect(inWords(made)).toBe("made 1 role, 2 schemas, 2 tables and views");
});

test("a migration that finds everything in place says so", () => {
  expect(inWords(madeBetween(after, after))).toBe("nothing was missing");
});
