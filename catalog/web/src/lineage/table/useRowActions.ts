import { type Expansion, fold, unfold } from "../graph/expansion.ts";
import type { Branching } from "../graph/lineageGraph.ts";
import { useLineageActions } from "../lineageActions.ts";
import type { RowFacts } from "./rowFacts.ts";
import type { TreeRow } from "./treeRows.ts";

/** What can be done with a row. */
export interface RowActions {
  readonly toggle: (row: TreeRow) => void;
  /** Goes to its product; unfolds what is none. */
  readonly enter: (row: TreeRow) => void;
}

/** The actions on rows of a tree. */
export function useRowActions({
  of,
  expansion,
  onExpand,
  factsOf,
}: {
  of: Branching;
  expansion: Expansion;
  onExpand: (expansion: Expansion) => void;
  factsOf: (row: TreeRow) => RowFacts;
}): RowActions {
  const { open } = useLineageActions();
  const toggle = ({ kind, id, side, isOpen }: TreeRow) => {
    if (kind !== "MORE" && isOpen === undefined) return;
    onExpand(isOpen === true ? fold(expansion, { of, id, side }) : unfold(expansion, { of, id, side }));
  };
  const enter = (row: TreeRow) => {
    const node = row.kind === "NODE" ? factsOf(row).node : undefined;
    if (node?.kind === "PRODUCT") open(node.id);
    else toggle(row);
  };
  return { toggle, enter };
}
