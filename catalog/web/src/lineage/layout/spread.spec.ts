import fc from "fast-check";
import { spread } from "./spread.ts";

test("points with room stay where they are wanted; those too close share the way", () => {
  expect(spread([0, 100], [10])).toEqual([0, 100]);
  expect(spread([50, 50], [10])).toEqual([45, 55]);
  expect(spread([], [])).toEqual([]);
});

test("gaps are kept, and what is wanted with its gaps is kept too", () => {
  const points = fc.array(fc.tuple(fc.integer({ min: -500, max: 500 }), fc.integer({ min: 1, max: 90 })), {
    minLength: 1,
  });
  fc.assert(
    fc.property(points, (each) => {
      const wanted = each.map(([place]) => place);
      const gaps = each.slice(1).map(([, gap]) => gap);
      const placed = spread(wanted, gaps);
      gaps.forEach((gap, index) =>
        expect(placed[index + 1]! - placed[index]!).toBeGreaterThanOrEqual(gap - 1e-6),
      );
      const again = spread(placed, gaps);
      again.forEach((place, index) => expect(place).toBeCloseTo(placed[index]!, 6));
    }),
  );
});
