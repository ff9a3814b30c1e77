import { firstViewport, keptInPlace, movedInto, wholeViewport } from "./viewports.ts";

const frame = { width: 1_000, height: 600 };
const box = (x: number, y: number) => ({ x, y, height: 60, fields: [] });

test("few boxes are all shown, in the middle and no larger than life", () => {
  const viewport = firstViewport([box(0, 0), box(400, 0)], box(0, 0), frame);
  expect(viewport).toEqual({ zoom: 1, x: 500 - 324, y: 270 });
});

test("of many boxes the root is in the middle, and names can still be read", () => {
  const many = Array.from({ length: 400 }, (_, at) => box(400, at * 80));
  const root = box(0, 16_000);
  const { zoom, y } = firstViewport([root, ...many], root, frame);
  expect(zoom).toBeGreaterThanOrEqual(0.9);
  expect(y + (16_000 + 30) * zoom).toBeCloseTo(300);
});

test("a root at the edge of many is seen at the edge: nothing beyond is empty but the margin", () => {
  const many = Array.from({ length: 400 }, (_, at) => box(400, at * 80));
  const { zoom, y } = firstViewport([box(0, 0), ...many], box(0, 0), frame);
  expect(y).toBeCloseTo(40 * zoom);
});

test("however many there are, all of them can be shown at once", () => {
  const { zoom, y } = wholeViewport(
    Array.from({ length: 400 }, (_, at) => box(0, at * 80)),
    frame,
  );
  expect(y).toBeGreaterThanOrEqual(0);
  expect((399 * 80 + 60) * zoom + y).toBeLessThanOrEqual(600);
});

test("what is kept in place is seen where it was", () => {
  const before = { x: 10, y: 20, zoom: 0.5 };
  const after = keptInPlace(before, { x: 100, y: 100 }, { x: 340, y: -60 });
  expect(340 * after.zoom + after.x).toBe(100 * before.zoom + before.x);
  expect(-60 * after.zoom + after.y).toBe(100 * before.zoom + before.y);
});

test("a box in view moves nothing, one out of view just comes in", () => {
  const viewport = { x: 0, y: 0, zoom: 1 };
  expect(movedInto(viewport, box(100, 100), frame)).toEqual(viewport);
  expect(movedInto(viewport, box(-300, 100), frame)).toEqual({ x: 340, y: 0, zoom: 1 });
  expect(movedInto(viewport, box(100, 900), frame)).toEqual({ x: 0, y: -400, zoom: 1 });
});
