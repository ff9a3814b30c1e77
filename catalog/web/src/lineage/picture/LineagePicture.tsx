import { ReactFlowProvider } from "@xyflow/react";
import { useState } from "react";
import { counted } from "../../ui/numbers.ts";
import type { FieldPath } from "../graph/fieldPath.ts";
import { useLayout } from "../layout/useLayout.ts";
import { layoutRequest } from "./boxes.ts";
import styles from "./LineagePicture.module.css";
import { PictureFlow } from "./PictureFlow.tsx";
import { PictureSkeleton } from "./PictureSkeleton.tsx";
import type { Picture } from "./pictureOf.ts";

/** The lineage as a graph, from left to right, in a frame of one height whatever is in it. */
export function LineagePicture({ picture, path }: { picture: Picture; path: FieldPath | undefined }) {
  const [frame, setFrame] = useState<HTMLElement | null>(null);
  const laidOut = useLayout(picture, layoutRequest);
  return (
    <div ref={setFrame} className={styles["frame"]}>
      <p role="status" className="visually-hidden">
        {counted(picture.nodes.length, "node")} shown
      </p>
      {laidOut === undefined || frame === null ? (
        <PictureSkeleton />
      ) : (
        <ReactFlowProvider initialWidth={frame.clientWidth} initialHeight={frame.clientHeight}>
          <PictureFlow
            picture={laidOut.subject}
            layout={laidOut.layout}
            path={path}
            frame={{ width: frame.clientWidth, height: frame.clientHeight }}
          />
        </ReactFlowProvider>
      )}
    </div>
  );
}
