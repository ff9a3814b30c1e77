import { errorsInPlace } from "./errorsInPlace.ts";

const data = {
  search: [{ title: "a" }, { title: "b", reviews: null }],
  lone: { title: "c" },
  none: null,
  some: [null, { a: 1 }],
};

const pathsLeft = (...paths: readonly (readonly (string | number)[])[]) =>
  errorsInPlace(
    paths.map((path) => ({ message: "away", path })),
    data,
  ).map(({ path }) => path);

test("an error is told where an object has the field, or is null", () => {
  const told = [
    ["search", 1, "reviews"],
    ["search", "reviews"],
    ["none", "reviews"],
    ["some", "reviews"],
    ["search"],
    [],
  ];
  expect(pathsLeft(...told)).toEqual(told);
});

test("an error is not told where there are objects and none of them has the field", () => {
  expect(pathsLeft(["search", 0, "reviews"], ["lone", "reviews"], ["search", "stars"])).toEqual([]);
});
