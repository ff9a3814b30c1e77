import { type KeyboardEvent, useMemo } from "react";
import type { FieldPath } from "../graph/fieldPath.ts";
import { useLineageActions } from "../lineageActions.ts";
import type { PlacedPicture } from "./boxes.ts";
import { foldNode, unfoldNode } from "./changeSides.ts";
import { type Move, nextBox, nextField } from "./moveInPicture.ts";
import { boxId, type PictureFocus } from "./pictureFocus.ts";
import { useMovingFocus } from "./useMovingFocus.ts";

const MOVES: Readonly<Record<string, Move>> = {
  ArrowLeft: "left",
  ArrowRight: "right",
  ArrowUp: "up",
  ArrowDown: "down",
};

/**
 * Goes through the picture by the keyboard: the arrow keys to neighbours and along layers, or between fields where one
 * has the focus; Space and + unfold, - folds. Enter opens a product since its head is a link.
 */
export function usePictureKeys(
  placed: PlacedPicture,
  path: FieldPath | undefined,
): { readonly focus: PictureFocus; readonly pressed: (event: KeyboardEvent<HTMLElement>) => void } {
  const actions = useLineageActions();
  const { at, arrived, drawn, move } = useMovingFocus(placed);
  const focus = useMemo(() => ({ at, path, arrived, drawn }), [at, path, arrived, drawn]);
  const pressed = (event: KeyboardEvent<HTMLElement>) => {
    const { key, target } = event;
    if (!(target instanceof HTMLElement) || event.altKey || event.ctrlKey || event.metaKey) return;
    const arrow = MOVES[key];
    const isOnBox = target.id === boxId(at);
    if (arrow !== undefined) moveBy(arrow, isOnBox, target.dataset["field"]);
    else if (!isOnBox || !changeBy(key)) return;
    event.preventDefault();
  };
  return { focus, pressed };

  function moveBy(arrow: Move, isOnBox: boolean, field: string | undefined): void {
    if (field === undefined) return move(isOnBox ? (nextBox(placed, at, arrow) ?? at) : at);
    const next = nextField(placed, at, field, arrow);
    if (next !== undefined) move(next.node, next.field);
    else if (arrow === "up") move(at);
  }

  function changeBy(key: string): boolean {
    const node = placed.picture.nodes.find(({ node: { id } }) => id === at);
    if (node === undefined || !["+", " ", "-"].includes(key)) return false;
    if (key === "-") foldNode(node, actions);
    else if (!unfoldNode(node, actions) && key === " ") foldNode(node, actions);
    return true;
  }
}
