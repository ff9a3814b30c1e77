import { type ReactFlowState, useStore } from "@xyflow/react";
import { useMemo } from "react";
import { type Area, areaInView, isInArea } from "./areaInView.ts";
import { BOX_WIDTH, type PlacedPicture } from "./boxes.ts";
import type { LineageBoxNode } from "./LineageBox.tsx";

/** The least zoom at which something in a box can be read. */
const READABLE = 0.3;

/**
 * The nodes that are in view; xyflow's own choice would draw each once before it leaves it out. From afar there is just
 * the one that has the focus, and all are outlines (`FarBoxes`).
 */
export function useNodesInView(
  placed: PlacedPicture,
  focus: string,
): { readonly nodes: LineageBoxNode[]; readonly area: Area; readonly isFar: boolean } {
  const isFar = useStore(({ transform: [, , zoom] }) => zoom < READABLE);
  const area = useStore(areaOf, isSameArea);
  const only = isFar ? focus : undefined;
  const nodes = useMemo(() => nodesIn(placed, area, only), [placed, area, only]);
  return { nodes, area, isFar };
}

const areaOf = ({ transform: [x, y, zoom], width, height }: ReactFlowState): Area =>
  areaInView({ x, y, zoom }, { width, height });

const isSameArea = (a: Area, b: Area): boolean =>
  a.left === b.left && a.top === b.top && a.right === b.right && a.bottom === b.bottom;

function nodesIn({ picture, boxes }: PlacedPicture, area: Area, only: string | undefined): LineageBoxNode[] {
  return picture.nodes.flatMap((of) => {
    const { id } = of.node;
    const box = boxes.get(id);
    if (box === undefined || (only === undefined ? !isInArea(box, area) : id !== only)) return [];
    const { x, y, height } = box;
    return [
      {
        id,
        type: "box",
        position: { x, y },
        width: BOX_WIDTH,
        height,
        handles: [],
        data: { of, isRoot: id === picture.root },
      },
    ];
  });
}
