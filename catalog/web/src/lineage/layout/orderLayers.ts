import type { Layers } from "./assignLayers.ts";
import type { LayoutRequest } from "./layout.ts";

/** Layers in order from top to bottom. Where an edge passes a layer it has a place in it, numbered after the boxes. */
export interface OrderedLayers {
  readonly layers: readonly (readonly number[])[];
  /** What each place is connected with in the layer before and in the one after. */
  readonly before: readonly (readonly number[])[];
  readonly after: readonly (readonly number[])[];
  /** The places that an edge passes, by index of the request. */
  readonly passes: readonly (readonly number[])[];
}

const SWEEPS = 12;

/** Orders each layer so that edges cross little: by the mean place of neighbours, in sweeps to and fro. */
export function orderLayers(request: LayoutRequest, layers: Layers): OrderedLayers {
  const proper = withPasses(request, layers);
  const ordered = proper.layers.map((each) => [...each]);
  const rank: number[] = [];
  for (const layer of ordered) layer.forEach((place, index) => (rank[place] = index));
  for (let sweep = 0; sweep < SWEEPS; sweep += 1) {
    const toRight = sweep % 2 === 0;
    const neighbours = toRight ? proper.before : proper.after;
    for (const layer of toRight ? ordered : ordered.toReversed()) {
      const wanted = new Map(
        layer.map((place) => [place, meanRank(neighbours[place]!, rank) ?? rank[place]!]),
      );
      layer.sort((a, b) => wanted.get(a)! - wanted.get(b)! || rank[a]! - rank[b]!);
      layer.forEach((place, index) => (rank[place] = index));
    }
  }
  return { ...proper, layers: ordered };
}

function meanRank(neighbours: readonly number[], rank: readonly number[]): number | undefined {
  if (neighbours.length === 0) return undefined;
  return neighbours.reduce((sum, place) => sum + rank[place]!, 0) / neighbours.length;
}

/** Gives edges that pass layers a place in each. Edges from one box share it until they part. */
function withPasses({ boxes, edges }: LayoutRequest, { of, count, forward }: Layers): OrderedLayers {
  const layers = Array.from({ length: count }, (): number[] => []);
  boxes.forEach((_, box) => layers[of[box]!]!.push(box));
  const before = Array.from(boxes, (): number[] => []);
  const after = Array.from(boxes, (): number[] => []);
  const passes: number[][] = edges.map(() => []);
  const shared = new Map<string, number>();
  const connect = (from: number, to: number) => {
    if (after[from]!.includes(to)) return;
    after[from]!.push(to);
    before[to]!.push(from);
  };
  for (const index of forward) {
    const [from, to] = edges[index]!;
    let last = from;
    for (let layer = of[from]! + 1; layer < of[to]!; layer += 1) {
      const key = `${from} ${layer}`;
      const pass = shared.get(key) ?? before.push([]) - 1;
      if (!shared.has(key)) {
        after.push([]);
        layers[layer]!.push(pass);
        shared.set(key, pass);
      }
      passes[index]!.push(pass);
      connect(last, pass);
      last = pass;
    }
    connect(last, to);
  }
  return { layers, before, after, passes };
}
