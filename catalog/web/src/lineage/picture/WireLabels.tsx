import { ViewportPortal } from "@xyflow/react";
import { memo } from "react";
import { BOX_WIDTH, type PlacedPicture } from "./boxes.ts";
import styles from "./Wires.module.css";

/** Where there are more lines, names of what passes along them would lie upon each other. */
const MOST = 40;

/** Names what passes along the line of a node that has just one. */
export const WireLabels = memo(function WireLabels({
  placed: { picture, boxes },
}: {
  placed: PlacedPicture;
}) {
  if (picture.wires.length > MOST) return null;
  const single = [...Map.groupBy(picture.wires, ({ from }) => from).values()].filter(
    ({ length }) => length === 1,
  );
  return (
    <ViewportPortal>
      {single.flat().map(({ from, label }) => {
        const start = boxes.get(from);
        if (label === "" || start === undefined) return null;
        return (
          <span
            key={from}
            aria-hidden
            className={styles["label"]}
            style={{ left: start.x + BOX_WIDTH + 6, top: start.y }}
          >
            {label}
          </span>
        );
      })}
    </ViewportPortal>
  );
});
