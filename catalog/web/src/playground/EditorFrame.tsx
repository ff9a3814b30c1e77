import type { RefObject } from "react";
import { Skeleton } from "../ui/Skeleton.tsx";
import styles from "./EditorFrame.module.css";
import { EDITOR_PATH } from "./editorProtocol.ts";

/** The frame of the editor's own document, and its outline until that is there. */
export function EditorFrame({
  frame,
  isThere,
}: {
  frame: RefObject<HTMLIFrameElement | null>;
  isThere: boolean;
}) {
  return (
    <div className={styles["editor"]}>
      {!isThere && (
        <div className={styles["waiting"]}>
          <Skeleton lines={6} label="Loading the editor" />
        </div>
      )}
      <iframe ref={frame} src={EDITOR_PATH} title="Query editor" className={styles["frame"]} />
    </div>
  );
}
