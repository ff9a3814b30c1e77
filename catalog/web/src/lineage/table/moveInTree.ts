import type { TreeRow } from "./treeRows.ts";

/** What a key does in the tree: goes to another row, or opens or closes the one it is on. */
export type TreeMove = { readonly kind: "go"; readonly index: number } | { readonly kind: "open" | "close" };

/** What a key does on a row (WAI-ARIA Authoring Practices, treegrid with rows that have the focus). */
export function moveInTree(rows: readonly TreeRow[], at: number, key: string): TreeMove | undefined {
  const row = rows[at];
  if (row === undefined) return undefined;
  const go = (index: number): TreeMove => ({
    kind: "go",
    index: Math.max(0, Math.min(rows.length - 1, index)),
  });
  switch (key) {
    case "ArrowDown":
      return go(at + 1);
    case "ArrowUp":
      return go(at - 1);
    case "Home":
      return go(0);
    case "End":
      return go(rows.length - 1);
    case "ArrowRight":
      return row.isAbove
        ? go(rowAbove(rows, at))
        : row.isOpen === false
          ? { kind: "open" }
          : isParent(row)
            ? go(at + 1)
            : undefined;
    case "ArrowLeft":
      if (row.isOpen === true) return { kind: "close" };
      return row.parent === undefined
        ? undefined
        : go(rows.findIndex(({ key: each }) => each === row.parent));
    default:
      return undefined;
  }
}

const isParent = ({ isOpen }: TreeRow): boolean => isOpen === true;

/** The row that a row which says "see above" means; itself where that is the root, which has none. */
export function rowAbove(rows: readonly TreeRow[], at: number): number {
  const row = rows[at];
  const found = rows.findIndex(
    ({ kind, id, side }) => kind === "NODE" && id === row?.id && side === row.side,
  );
  return found === -1 ? at : found;
}
