import { ViewportPortal } from "@xyflow/react";
import { memo, useMemo } from "react";
import { classes } from "../../ui/classes.ts";
import type { FieldPath } from "../graph/fieldPath.ts";
import { BOX_WIDTH, type PlacedPicture } from "./boxes.ts";
import styles from "./FarBoxes.module.css";

/** All nodes as mere outlines: from so far away nothing in them can be read, and a thousand cost no more than one. */
export const FarBoxes = memo(function FarBoxes({
  placed,
  path,
}: {
  placed: PlacedPicture;
  path: FieldPath | undefined;
}) {
  const outlines = useMemo(() => outlinesOf(placed, path), [placed, path]);
  return (
    <ViewportPortal>
      <svg aria-hidden className={styles["boxes"]}>
        {outlines.map(([look, line]) => (
          <path key={look} d={line} className={classes(styles["box"], styles[look])} />
        ))}
      </svg>
    </ViewportPortal>
  );
});

type Look = "root" | "lit" | "plain";

function outlinesOf(
  { picture: { root }, boxes }: PlacedPicture,
  path: FieldPath | undefined,
): readonly (readonly [Look, string])[] {
  const lookOf = (id: string): Look => (id === root ? "root" : path?.nodes.has(id) ? "lit" : "plain");
  return [...Map.groupBy(boxes, ([id]) => lookOf(id))].map(([look, alike]) => [
    look,
    alike.map(([, { x, y, height }]) => `M${x} ${y}h${BOX_WIDTH}v${height}h${-BOX_WIDTH}z`).join(""),
  ]);
}
