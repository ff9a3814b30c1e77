import { type NodeTypes, ReactFlow } from "@xyflow/react";
import "@xyflow/react/dist/base.css";
import { useMemo, useState } from "react";
import type { FieldPath } from "../graph/fieldPath.ts";
import type { Layout } from "../layout/layout.ts";
import { useFirstPicture } from "../useFirstPicture.ts";
import { BOX_WIDTH, placedPicture, type PlacedPicture } from "./boxes.ts";
import { LineageBox, type LineageBoxNode } from "./LineageBox.tsx";
import styles from "./LineagePicture.module.css";
import { PictureControls } from "./PictureControls.tsx";
import { nodeOfElement, PictureFocusProvider } from "./pictureFocus.ts";
import type { Picture } from "./pictureOf.ts";
import { useKeptPlace } from "./useKeptPlace.ts";
import { usePictureKeys } from "./usePictureKeys.ts";
import { firstViewport, type Frame } from "./viewports.ts";
import { WireLabels } from "./WireLabels.tsx";
import { Wires } from "./Wires.tsx";

const NODE_TYPES: NodeTypes = { box: LineageBox };

/** The graph once its nodes have a place: panned and zoomed by xyflow, gone through with the arrow keys. */
export function PictureFlow({
  picture,
  layout,
  path,
  frame,
}: {
  picture: Picture;
  layout: Layout;
  path: FieldPath | undefined;
  frame: Frame;
}) {
  const placed = useMemo(() => placedPicture(picture, layout), [picture, layout]);
  const nodes = useMemo(() => nodesOf(placed), [placed]);
  const [start] = useState(() => {
    const boxes = [...placed.boxes.values()];
    return firstViewport(boxes, placed.boxes.get(picture.root)!, frame);
  });
  const [pointed, setPointed] = useState<string>();
  const { focus, pressed } = usePictureKeys(placed, path);
  useKeptPlace(placed, focus.at);
  useFirstPicture();
  return (
    <PictureFocusProvider value={focus}>
      <ReactFlow
        aria-label={`Lineage of ${picture.root}: ${picture.nodes.length} nodes. The arrow keys go from one to the next.`}
        tabIndex={0}
        onKeyDown={pressed}
        className={styles["flow"]}
        nodes={nodes}
        nodeTypes={NODE_TYPES}
        width={frame.width}
        height={frame.height}
        defaultViewport={start}
        minZoom={0.01}
        maxZoom={1.5}
        onlyRenderVisibleElements
        nodesDraggable={false}
        nodesConnectable={false}
        nodesFocusable={false}
        elementsSelectable={false}
        disableKeyboardA11y
        deleteKeyCode={null}
        selectionKeyCode={null}
        multiSelectionKeyCode={null}
        zoomOnScroll={false}
        zoomOnDoubleClick={false}
        preventScrolling={false}
        onNodeMouseEnter={(_, { id }) => setPointed(id)}
        onNodeMouseLeave={() => setPointed(undefined)}
        onFocus={({ target }) =>
          setPointed(target.matches(":focus-visible") ? nodeOfElement(target) : undefined)
        }
        onBlur={() => setPointed(undefined)}
        proOptions={{ hideAttribution: true }}
      >
        <Wires placed={placed} isDimmed={path !== undefined} pointed={path ? undefined : pointed} />
        <WireLabels placed={placed} />
        <PictureControls boxes={placed.boxes} />
      </ReactFlow>
    </PictureFocusProvider>
  );
}

function nodesOf({ picture: { root, nodes }, boxes }: PlacedPicture): LineageBoxNode[] {
  return nodes.map((of) => {
    const { x, y, height } = boxes.get(of.node.id)!;
    return {
      id: of.node.id,
      type: "box",
      position: { x, y },
      width: BOX_WIDTH,
      height,
      // Nothing is connected by hand; without the list each node would be drawn once to look for handles.
      handles: [],
      data: { of, isRoot: of.node.id === root },
    };
  });
}
