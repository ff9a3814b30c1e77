import { type Side, SIDES } from "../graph/lineageGraph.ts";
import type { LineageActions } from "../lineageActions.ts";
import type { PictureNode } from "./pictureOf.ts";

/** Unfolds more of a node, downstream first. Answers whether there was anything to unfold. */
export function unfoldNode({ node, sides }: PictureNode, { unfold }: LineageActions): boolean {
  const side = findSide((each) => sides[each].folded > 0);
  if (side !== undefined) unfold(node.id, side);
  return side !== undefined;
}

/** Folds a node again, downstream first. */
export function foldNode({ node, sides }: PictureNode, { fold }: LineageActions): void {
  const side = findSide((each) => sides[each].isOpen);
  if (side !== undefined) fold(node.id, side);
}

const findSide = (holds: (side: Side) => boolean): Side | undefined => SIDES.toReversed().find(holds);
