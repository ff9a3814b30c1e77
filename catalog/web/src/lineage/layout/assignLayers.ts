import type { LayoutRequest } from "./layout.ts";
import { topologicalOrder } from "./topologicalOrder.ts";

/** The layer of each box, and the edges that lead from one to a later one. */
export interface Layers {
  readonly of: readonly number[];
  readonly count: number;
  /** By index of the request; those that would close a circle are left out. */
  readonly forward: readonly number[];
}

/**
 * Assigns layers by longest path from the root, both ways, so that the root's own neighbours stand next to it. What is
 * connected to it in no straight way stands next to its neighbours.
 */
export function assignLayers(request: LayoutRequest): Layers {
  const { boxes, edges, root } = request;
  const { order, forward } = topologicalOrder(request);
  const into = Array.from(boxes, (): number[] => []);
  const outOf = Array.from(boxes, (): number[] => []);
  for (const index of forward) {
    const [from, to] = edges[index]!;
    into[to]!.push(from);
    outOf[from]!.push(to);
  }
  const layer: (number | undefined)[] = Array.from(boxes, () => undefined);
  layer[root] = 0;
  const backwards = order.toReversed();
  const place = (sequence: readonly number[], near: number[][], step: number) => {
    for (const box of sequence) {
      const found = near[box]!.flatMap((each) => layer[each] ?? []);
      if (layer[box] !== undefined || found.length === 0) continue;
      layer[box] = (step > 0 ? Math.max(...found) : Math.min(...found)) + step;
    }
  };
  place(backwards, outOf, -1);
  while (layer.includes(undefined)) {
    const before = layer.filter((each) => each === undefined).length;
    place(order, into, 1);
    place(backwards, outOf, -1);
    if (layer.filter((each) => each === undefined).length === before) break;
  }
  for (const box of order) {
    layer[box] = Math.max(layer[box] ?? 0, ...into[box]!.map((each) => layer[each]! + 1));
  }
  return { ...withoutGaps(layer.map((each) => each ?? 0)), forward };
}

function withoutGaps(layers: readonly number[]): Pick<Layers, "of" | "count"> {
  const used = [...new Set(layers)].toSorted((a, b) => a - b);
  const rank = new Map(used.map((layer, index) => [layer, index]));
  return { of: layers.map((layer) => rank.get(layer)!), count: used.length };
}
