import type { LayoutRequest } from "./layout.ts";

/**
 * Boxes so that edges lead from earlier to later ones, and the edges for which that is so: all but those that would
 * close a circle, seen from the root.
 */
export function topologicalOrder({ boxes, edges, root }: LayoutRequest): {
  readonly order: readonly number[];
  readonly forward: readonly number[];
} {
  const outOf = Array.from(boxes, (): number[] => []);
  edges.forEach(([from], index) => outOf[from]!.push(index));
  const state = new Uint8Array(boxes.length);
  const finished: number[] = [];
  const forward: number[] = [];
  const visit = (start: number) => {
    if (state[start] !== NEW) return;
    const path = [{ box: start, next: 0 }];
    state[start] = UNDER_WAY;
    for (let top = path.at(-1); top !== undefined; top = path.at(-1)) {
      const index = outOf[top.box]![top.next];
      if (index === undefined) {
        state[top.box] = DONE;
        finished.push(top.box);
        path.pop();
        continue;
      }
      top.next += 1;
      const to = edges[index]![1];
      if (state[to] === UNDER_WAY) continue;
      forward.push(index);
      if (state[to] !== NEW) continue;
      state[to] = UNDER_WAY;
      path.push({ box: to, next: 0 });
    }
  };
  visit(root);
  for (let box = 0; box < boxes.length; box += 1) visit(box);
  return { order: finished.toReversed(), forward };
}

const NEW = 0;
const UNDER_WAY = 1;
const DONE = 2;
