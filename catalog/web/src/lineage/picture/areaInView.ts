import type { Viewport } from "@xyflow/react";
import { BOX_WIDTH, type PlacedBox } from "./boxes.ts";
import type { Frame } from "./viewports.ts";

/** A part of the picture, in its own pixels. */
export interface Area {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** Areas begin and end at multiples of this, so that moving a little leaves them as they are. */
const CELL = 500;

/** What is in view and somewhat beyond. */
export function areaInView({ x, y, zoom }: Viewport, { width, height }: Frame): Area {
  return {
    left: before(-x / zoom),
    top: before(-y / zoom),
    right: after((width - x) / zoom),
    bottom: after((height - y) / zoom),
  };
}

const before = (place: number): number => Math.floor(place / CELL) * CELL;
const after = (place: number): number => Math.ceil(place / CELL) * CELL;

/** Whether some of a box is in an area. */
export const isInArea = ({ x, y, height }: PlacedBox, { left, top, right, bottom }: Area): boolean =>
  x <= right && x + BOX_WIDTH >= left && y <= bottom && y + height >= top;
