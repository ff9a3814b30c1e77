import { boundedMap } from "./boundedMap.ts";

test("a map holds no more than it may, and forgets what was used longest ago", () => {
  const map = boundedMap<number, string>(10);
  for (let key = 0; key < 1_000; key += 1) {
    map.set(key, `${key}`);
    expect(map.get(0)).toBe("0");
  }
  const held = Array.from({ length: 1_000 }, (_, key) => map.get(key)).filter((each) => each !== undefined);
  expect(held.length).toBeLessThanOrEqual(10);
  expect(map.get(500)).toBeUndefined();
  map.clear();
  expect(map.get(0)).toBeUndefined();
});

test("what is put in place of a value is what there is", () => {
  const map = boundedMap<string, number>(2);
  map.set("a", 1);
  map.set("b", 2);
  map.set("a", 3);
  expect([map.get("a"), map.get("b")]).toEqual([3, 2]);
});
