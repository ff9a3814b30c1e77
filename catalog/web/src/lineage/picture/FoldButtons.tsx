import { Minus } from "lucide-react";
import { classes } from "../../ui/classes.ts";
import { wholeNumber } from "../../ui/numbers.ts";
import type { Side } from "../graph/lineageGraph.ts";
import type { VisibleSide } from "../graph/visibleGraph.ts";
import { useLineageActions } from "../lineageActions.ts";
import styles from "./FoldButtons.module.css";

/** What is folded on a side of a node, and the way to unfold and to fold it. */
export function FoldButtons({
  id,
  side,
  shown: { folded, isOpen },
  isCurrent,
}: {
  id: string;
  side: Side;
  shown: VisibleSide;
  isCurrent: boolean;
}) {
  const { fold, unfold } = useLineageActions();
  if (folded === 0 && !isOpen) return null;
  const where = `${side === "up" ? "upstream" : "downstream"} of ${id}`;
  const tabIndex = isCurrent ? 0 : -1;
  return (
    <div className={classes(styles["buttons"], styles[side])}>
      {isOpen && (
        <button
          type="button"
          tabIndex={tabIndex}
          aria-label={`Fold what is ${where}`}
          onClick={() => fold(id, side)}
          className={styles["button"]}
        >
          <Minus aria-hidden size={14} />
        </button>
      )}
      {folded > 0 && (
        <button
          type="button"
          tabIndex={tabIndex}
          aria-label={`Show ${folded} more ${where}`}
          onClick={() => unfold(id, side)}
          className={styles["button"]}
        >
          +{wholeNumber(folded)}
          {isOpen && " more"}
        </button>
      )}
    </div>
  );
}
