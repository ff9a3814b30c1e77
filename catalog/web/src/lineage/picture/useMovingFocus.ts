import { useReactFlow, useStore } from "@xyflow/react";
import { useCallback, useRef, useState } from "react";
import type { FieldKey } from "../graph/fieldGraph.ts";
import { useFollowingFocus } from "../useFollowingFocus.ts";
import type { PlacedPicture } from "./boxes.ts";
import { boxId, fieldId, type PictureFocus } from "./pictureFocus.ts";
import { movedInto } from "./viewports.ts";

/** The node that has the focus, the root at first, and the way to move it to another one. */
export type MovingFocus = Omit<PictureFocus, "path"> & {
  /** Moves it to a node or a field of it, which are brought into view before. */
  readonly move: (id: string, field?: FieldKey) => void;
};

/** Keeps the focus of a picture. A node out of view is not in the document: the focus waits until it is drawn. */
export function useMovingFocus({ picture: { root }, boxes }: PlacedPicture): MovingFocus {
  const { getViewport, setViewport } = useReactFlow();
  const width = useStore((flow) => flow.width);
  const height = useStore((flow) => flow.height);
  const [wished, arrived] = useState(root);
  const waiting = useRef<string>(undefined);
  const drawn = useCallback(() => {
    const element = waiting.current === undefined ? null : document.getElementById(waiting.current);
    if (element === null) return;
    waiting.current = undefined;
    element.focus({ preventScroll: true });
  }, []);
  const move = (id: string, field?: FieldKey) => {
    const box = boxes.get(id);
    if (box === undefined) return;
    void setViewport(movedInto(getViewport(), box, { width, height }));
    arrived(id);
    waiting.current = field === undefined ? boxId(id) : fieldId(field);
    drawn();
  };
  useFollowingFocus(() => move(root));
  return { at: boxes.has(wished) ? wished : root, arrived, drawn, move };
}
