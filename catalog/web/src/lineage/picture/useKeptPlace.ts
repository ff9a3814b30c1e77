import { useReactFlow } from "@xyflow/react";
import { useLayoutEffect, useRef } from "react";
import type { PlacedPicture } from "./boxes.ts";
import { keptInPlace } from "./viewports.ts";

/** Keeps a node where it is seen while others come and go around it; the root, if the node went. */
export function useKeptPlace({ picture: { root }, boxes }: PlacedPicture, node: string): void {
  const { getViewport, setViewport } = useReactFlow();
  const last = useRef(boxes);
  useLayoutEffect(() => {
    const before = last.current;
    if (before === boxes) return;
    last.current = boxes;
    const kept = before.has(node) && boxes.has(node) ? node : root;
    const [from, to] = [before.get(kept), boxes.get(kept)];
    if (from !== undefined && to !== undefined) void setViewport(keptInPlace(getViewport(), from, to));
  }, [boxes, node, root, getViewport, setViewport]);
}
