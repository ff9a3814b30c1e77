import { Minus } from "lucide-react";
import { useEffect, useRef } from "react";
import { classes } from "../../ui/classes.ts";
import { wholeNumber } from "../../ui/numbers.ts";
import type { Side } from "../graph/lineageGraph.ts";
import type { VisibleSide } from "../graph/visibleGraph.ts";
import { useLineageActions } from "../lineageActions.ts";
import styles from "./FoldButtons.module.css";
import { boxId, usePictureFocus } from "./pictureFocus.ts";

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
  const { arrived } = usePictureFocus();
  const wasPressed = useRef(false);
  useEffect(() => {
    if (!wasPressed.current) return;
    wasPressed.current = false;
    // The button that had the focus may be gone.
    if (document.activeElement === document.body) document.getElementById(boxId(id))?.focus();
  }, [id, folded, isOpen]);
  const press = (act: typeof fold) => {
    wasPressed.current = true;
    arrived(id);
    act(id, side);
  };
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
          onClick={() => press(fold)}
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
          onClick={() => press(unfold)}
          className={styles["button"]}
        >
          +{wholeNumber(folded)}
          {isOpen && " more"}
        </button>
      )}
    </div>
  );
}
