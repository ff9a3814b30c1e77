import type { Layout, LayoutRequest, Point } from "./layout.ts";
import type { OrderedLayers } from "./orderLayers.ts";
import { spread } from "./spread.ts";

/** Between layers, wider where many edges are; between boxes of a layer, and what an edge takes up that passes one. */
const LAYER_GAP = 150;
const WIDEST_GAP = 600;
const BOX_GAP = 22;
const PASS = 14;

const SWEEPS = 8;

/** Gives layers their x and boxes their y: each as level with its neighbours as its layer lets it be. */
export function placeLayers(request: LayoutRequest, ordered: OrderedLayers): Layout {
  const { boxes, edges, root } = request;
  const { layers, before, after, passes } = ordered;
  const height = (place: number): number => boxes[place]?.height ?? PASS;
  const middle = middlesOf(layers, height);
  for (let sweep = 0; sweep < SWEEPS; sweep += 1) {
    const toRight = sweep % 2 === 0;
    for (const layer of toRight ? layers : layers.toReversed()) {
      const wanted = layer.map((place) => {
        const near = (toRight ? before : after)[place]!;
        if (near.length === 0) return middle[place]!;
        return near.reduce((sum, each) => sum + middle[each]!, 0) / near.length;
      });
      const placed = spread(wanted, gapsOf(layer, height));
      layer.forEach((place, index) => (middle[place] = placed[index]!));
    }
  }
  const x = columnsOf(request, ordered);
  const origin = { x: x[root]!, y: middle[root]! - height(root) / 2 };
  const pointOf = (place: number, y: number): Point => ({
    x: Math.round(x[place]! - origin.x),
    y: Math.round(y - origin.y),
  });
  return {
    boxes: boxes.map(({ height: own }, box) => pointOf(box, middle[box]! - own / 2)),
    bends: edges.map((_, index) => passes[index]!.map((pass) => pointOf(pass, middle[pass]!))),
  };
}

/** How far apart the middles of neighbours in a layer have to be. */
const gapsOf = (layer: readonly number[], height: (place: number) => number): readonly number[] =>
  layer.slice(1).map((place, index) => (height(layer[index]!) + height(place)) / 2 + BOX_GAP);

function middlesOf(layers: readonly (readonly number[])[], height: (place: number) => number): number[] {
  const middle: number[] = [];
  for (const layer of layers) {
    let y = 0;
    layer.forEach((place, index) => {
      y += index === 0 ? 0 : gapsOf(layer.slice(index - 1, index + 1), height)[0]!;
      middle[place] = y;
    });
    for (const place of layer) middle[place]! -= y / 2;
  }
  return middle;
}

/** The x of each place: its layer begins where the widest box of the one before ends. */
function columnsOf({ boxes }: LayoutRequest, { layers, after }: OrderedLayers): readonly number[] {
  const columns: number[] = [];
  let x = 0;
  for (const layer of layers) {
    for (const place of layer) columns[place] = x;
    const edges = layer.reduce((sum, place) => sum + after[place]!.length, 0);
    x += Math.max(0, ...layer.map((place) => boxes[place]?.width ?? 0));
    x += Math.min(WIDEST_GAP, Math.max(LAYER_GAP, edges));
  }
  return columns;
}
