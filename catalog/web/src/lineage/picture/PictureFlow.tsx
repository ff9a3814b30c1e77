import { type NodeTypes, ReactFlow } from "@xyflow/react";
import "@xyflow/react/dist/base.css";
import { useMemo, useState } from "react";
import type { FieldPath } from "../graph/fieldPath.ts";
import type { Layout } from "../layout/layout.ts";
import { useFirstPicture } from "../useFirstPicture.ts";
import { placedPicture } from "./boxes.ts";
import { FarBoxes } from "./FarBoxes.tsx";
import { LineageBox } from "./LineageBox.tsx";
import styles from "./LineagePicture.module.css";
import { PictureControls } from "./PictureControls.tsx";
import { nodeOfElement, PictureFocusProvider } from "./pictureFocus.ts";
import type { Picture } from "./pictureOf.ts";
import { useKeptPlace } from "./useKeptPlace.ts";
import { useNodesInView } from "./useNodesInView.ts";
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
  const [start] = useState(() => {
    const boxes = [...placed.boxes.values()];
    return firstViewport(boxes, placed.boxes.get(picture.root)!, frame);
  });
  const [pointed, setPointed] = useState<string>();
  const { focus, pressed } = usePictureKeys(placed, path);
  const { nodes, area, isFar } = useNodesInView(placed, focus.at);
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
        defaultViewport={start}
        minZoom={0.01}
        maxZoom={1.5}
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
        <Wires
          placed={placed}
          area={area}
          isFar={isFar}
          isDimmed={path !== undefined}
          pointed={path ? undefined : pointed}
        />
        {isFar && <FarBoxes placed={placed} path={path} />}
        <WireLabels placed={placed} />
        <PictureControls boxes={placed.boxes} />
      </ReactFlow>
    </PictureFocusProvider>
  );
}
