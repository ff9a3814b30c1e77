import { createContext, useContext } from "react";
import type { FieldPath } from "../graph/fieldPath.ts";

/** Where the keyboard is in the picture, and what is lit in it. */
export interface PictureFocus {
  /** The node that the tab key leads to. */
  readonly at: string;
  readonly path: FieldPath | undefined;
  /** Told when a node has the focus, however it came there. */
  readonly arrived: (id: string) => void;
  /** Told when a node was drawn, since the focus may wait for it. */
  readonly drawn: () => void;
}

const Focus = createContext<PictureFocus | undefined>(undefined);

export const PictureFocusProvider = Focus.Provider;

/** The focus of the picture around. */
export function usePictureFocus(): PictureFocus {
  const focus = useContext(Focus);
  if (focus === undefined) throw new TypeError("there is no PictureFocusProvider above");
  return focus;
}

/** The id of the element of a node. */
export const boxId = (id: string): string => `box:${id}`;

/** The node of an element with such an id. */
export const nodeOfElement = ({ id }: Element): string | undefined =>
  id.startsWith("box:") ? id.slice("box:".length) : undefined;

/** The id of the element of a field. */
export const fieldId = (key: string): string => `field:${key}`;
