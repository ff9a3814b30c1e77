import { type KeyboardEvent, useEffect, useRef, useState } from "react";
import { useFollowingFocus } from "../useFollowingFocus.ts";
import { moveInTree } from "./moveInTree.ts";
import type { RowActions } from "./useRowActions.ts";
import type { TreeRow } from "./treeRows.ts";

/** The id of a row's element. */
export const rowId = (row: Pick<TreeRow, "key">): string => `row:${row.key}`;

/** Goes through the rows by the keyboard. A row out of view is not in the document: the focus waits until it is. */
export function useTreeFocus(
  rows: readonly TreeRow[],
  show: (index: number) => void,
  { toggle, enter }: RowActions,
) {
  const [key, arrive] = useState("");
  const waiting = useRef<string>(undefined);
  const at = Math.max(
    0,
    rows.findIndex((row) => row.key === key),
  );
  useEffect(() => {
    const element = waiting.current === undefined ? null : document.getElementById(waiting.current);
    if (element === null) return;
    waiting.current = undefined;
    element.focus({ preventScroll: true });
  });
  const go = (index: number) => {
    const row = rows[index];
    if (row === undefined) return;
    waiting.current = rowId(row);
    arrive(row.key);
    show(index);
  };
  useFollowingFocus(() => go(0));
  const enterAt = (row: TreeRow) => {
    enter(row);
    // This row goes, or goes down; what it stood for comes after the one before it.
    if (row.kind === "MORE") go(at - 1);
  };
  const pressed = (event: KeyboardEvent<HTMLElement>) => {
    const row = rows[at];
    // Keys of a link or a button in a row are its own.
    if (row === undefined || !(event.target instanceof HTMLElement) || event.target.id !== rowId(row)) return;
    const move = moveInTree(rows, at, event.key);
    if (move?.kind === "go") go(move.index);
    else if (move !== undefined) toggle(row);
    else if (event.key === "Enter") enterAt(row);
    else return;
    event.preventDefault();
  };
  return { at, arrive, pressed };
}
