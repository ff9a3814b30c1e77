import fc from "fast-check";
import { layout, type LayoutRequest } from "./layout.ts";

const box = { width: 200, height: 60 };
const request = (count: number, edges: LayoutRequest["edges"], root = 0): LayoutRequest => ({
  boxes: Array.from({ length: count }, () => box),
  edges,
  root,
});

test("the root is at the origin, what it comes from to the left and what comes from it to the right", () => {
  const { boxes } = layout(
    request(3, [
      [1, 0],
      [0, 2],
    ]),
  );
  expect(boxes[0]).toEqual({ x: 0, y: 0 });
  expect(boxes[1]!.x).toBeLessThan(-box.width);
  expect(boxes[2]!.x).toBeGreaterThan(box.width);
  expect([boxes[1]!.y, boxes[2]!.y]).toEqual([0, 0]);
});

test("an edge past a layer has a place in it, clear of the boxes", () => {
  const { boxes, bends } = layout(
    request(4, [
      [0, 1],
      [1, 2],
      [0, 2],
      [0, 3],
    ]),
  );
  expect(bends.map((each) => each.length)).toEqual([0, 0, 1, 0]);
  const bend = bends[2]![0]!;
  expect(bend.x).toBe(boxes[1]!.x);
  for (const at of [1, 3]) {
    expect(bend.y < boxes[at]!.y || bend.y > boxes[at]!.y + box.height).toBe(true);
  }
});

test("two rows of products that are joined crosswise do not cross", () => {
  const { boxes } = layout(
    request(5, [
      [0, 1],
      [0, 2],
      [1, 4],
      [2, 3],
    ]),
  );
  expect(Math.sign(boxes[1]!.y - boxes[2]!.y)).toBe(Math.sign(boxes[4]!.y - boxes[3]!.y));
});

const anyRequest = fc
  .tuple(fc.integer({ min: 1, max: 25 }), fc.array(fc.tuple(fc.nat(24), fc.nat(24)), { maxLength: 60 }))
  .map(([count, edges]) =>
    request(
      count,
      edges.map(([from, to]) => [from % count, to % count] as const).filter(([from, to]) => from !== to),
    ),
  );

test("no two boxes overlap, circles or not, and the same request has the same layout", () => {
  fc.assert(
    fc.property(anyRequest, (each) => {
      const laidOut = layout(each);
      laidOut.boxes.forEach((a, index) => {
        for (const b of laidOut.boxes.slice(index + 1)) {
          const apart = Math.abs(a.x - b.x) >= box.width || Math.abs(a.y - b.y) >= box.height;
          expect(apart).toBe(true);
        }
      });
      expect(layout(each)).toEqual(laidOut);
    }),
  );
});

test("without circles every edge leads to the right", () => {
  fc.assert(
    fc.property(anyRequest, ({ edges, ...rest }) => {
      const straight = edges.filter(([from, to]) => from < to);
      const { boxes } = layout({ ...rest, edges: straight });
      for (const [from, to] of straight) expect(boxes[to]!.x).toBeGreaterThan(boxes[from]!.x);
    }),
  );
});

test("a thousand boxes are laid out well within a second", () => {
  const edges = Array.from({ length: 2_500 }, (_, at) => [(at * 7) % 400, 400 + ((at * 13) % 600)] as const);
  const startedAt = performance.now();
  layout(request(1_000, edges));
  expect(performance.now() - startedAt).toBeLessThan(900);
});
