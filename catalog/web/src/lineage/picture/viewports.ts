import type { Viewport } from "@xyflow/react";
import type { Point } from "../layout/layout.ts";
import { BOX_WIDTH, type PlacedBox } from "./boxes.ts";

/** The size of the frame that the picture is seen through, in pixels. */
export interface Frame {
  readonly width: number;
  readonly height: number;
}

const MARGIN = 40;
/** Smaller than this names are hard to read, and what is pressed is less than 24 pixels high (WCAG 2.2, 2.5.8). */
const SMALLEST = 0.95;

/**
 * Shows all boxes if they can still be read then; else those around the root, with it in the middle unless there is
 * nothing to be seen beyond.
 */
export function firstViewport(boxes: readonly PlacedBox[], root: PlacedBox, frame: Frame): Viewport {
  const { left, right, top, bottom } = boundsOf(boxes);
  const zoom = Math.max(SMALLEST, fittingZoom({ left, right, top, bottom }, frame));
  const x = middle(left, right, root.x + BOX_WIDTH / 2, frame.width / zoom);
  const y = middle(top, bottom, root.y + root.height / 2, frame.height / zoom);
  return { x: frame.width / 2 - x * zoom, y: frame.height / 2 - y * zoom, zoom };
}

/** What is in the middle of a frame of this size: all of it, or what is wanted and nothing beyond the margin. */
function middle(start: number, end: number, wanted: number, size: number): number {
  if (end - start <= size) return (start + end) / 2;
  return Math.min(Math.max(wanted, start - MARGIN + size / 2), end + MARGIN - size / 2);
}

/** Shows all boxes, however small. */
export function wholeViewport(boxes: readonly PlacedBox[], frame: Frame): Viewport {
  const around = boundsOf(boxes);
  const zoom = fittingZoom(around, frame);
  const x = (around.left + around.right) / 2;
  const y = (around.top + around.bottom) / 2;
  return { x: frame.width / 2 - x * zoom, y: frame.height / 2 - y * zoom, zoom };
}

interface Bounds {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

const boundsOf = (boxes: readonly PlacedBox[]): Bounds => ({
  left: Math.min(...boxes.map(({ x }) => x)),
  right: Math.max(...boxes.map(({ x }) => x + BOX_WIDTH)),
  top: Math.min(...boxes.map(({ y }) => y)),
  bottom: Math.max(...boxes.map(({ y, height }) => y + height)),
});

const fittingZoom = ({ left, right, top, bottom }: Bounds, { width, height }: Frame): number =>
  Math.min(1, (width - 2 * MARGIN) / (right - left), (height - 2 * MARGIN) / (bottom - top));

/** Moves the viewport so that what was at one point of the picture and now is at another stays where it is seen. */
export const keptInPlace = ({ x, y, zoom }: Viewport, before: Point, after: Point): Viewport => ({
  x: x + (before.x - after.x) * zoom,
  y: y + (before.y - after.y) * zoom,
  zoom,
});

/** Moves the viewport no further than it takes for a box to be seen. */
export function movedInto({ x, y, zoom }: Viewport, box: PlacedBox, { width, height }: Frame): Viewport {
  return {
    x: x + shift(box.x * zoom + x, BOX_WIDTH * zoom, width),
    y: y + shift(box.y * zoom + y, box.height * zoom, height),
    zoom,
  };
}

function shift(start: number, size: number, frame: number): number {
  if (start < MARGIN) return MARGIN - start;
  const over = start + size - (frame - MARGIN);
  return over > 0 ? -Math.min(over, start - MARGIN) : 0;
}
