import { areaInView, isInArea } from "./areaInView.ts";

const frame = { width: 1_000, height: 600 };

test("all that can be seen is in the area in view, however far it is seen from", () => {
  const { left, top, right, bottom } = areaInView({ x: 50, y: -300, zoom: 0.5 }, frame);
  expect(left).toBeLessThanOrEqual(-100);
  expect(top).toBeLessThanOrEqual(600);
  expect(right).toBeGreaterThanOrEqual(1_900);
  expect(bottom).toBeGreaterThanOrEqual(1_800);
});

test("moving a little leaves the area as it is, moving on does not", () => {
  const area = areaInView({ x: -100, y: -100, zoom: 1 }, frame);
  expect(areaInView({ x: -180, y: -160, zoom: 1 }, frame)).toEqual(area);
  expect(areaInView({ x: -900, y: -100, zoom: 1 }, frame)).not.toEqual(area);
});

test("a box that reaches into an area is in it", () => {
  const area = { left: 0, top: 0, right: 500, bottom: 500 };
  const box = (x: number, y: number) => ({ x, y, height: 60, fields: [] });
  expect(isInArea(box(-200, -50), area)).toBe(true);
  expect(isInArea(box(-300, 100), area)).toBe(false);
  expect(isInArea(box(100, 600), area)).toBe(false);
});
