import { ViewportPortal } from "@xyflow/react";
import { memo, useMemo } from "react";
import { classes } from "../../ui/classes.ts";
import type { Area } from "./areaInView.ts";
import type { PlacedPicture } from "./boxes.ts";
import { wireBundles } from "./wireBundles.ts";
import { wirePath } from "./wirePath.ts";
import styles from "./Wires.module.css";

/** From so many lines on each is drawn lighter. */
const CROWD = 150;

/** The lines of the picture that are in view or near it; they move with the viewport as they are. */
export const Wires = memo(function Wires({
  placed,
  area,
  isDimmed,
  isFar,
  pointed,
}: {
  placed: PlacedPicture;
  area: Area;
  isDimmed: boolean;
  isFar: boolean;
  /** The node whose lines stand out, since it is pointed at or has the focus. */
  pointed: string | undefined;
}) {
  const bundles = useMemo(() => wireBundles(placed, area, isFar), [placed, area, isFar]);
  const own = useMemo(() => linesAt(placed, pointed), [placed, pointed]);
  const isCrowded = placed.picture.wires.length > CROWD;
  return (
    <ViewportPortal>
      <svg aria-hidden className={classes(styles["wires"], isFar && styles["far"])}>
        {bundles.map(({ line, isLit, isLoose }) => (
          <path
            key={`${isLit} ${isLoose}`}
            d={line}
            className={classes(
              styles["wire"],
              isLoose && styles["loose"],
              isDimmed && styles["dimmed"],
              isCrowded && styles["crowded"],
              isLit && styles["lit"],
            )}
          />
        ))}
        {own !== "" && <path d={own} className={styles["own"]} />}
      </svg>
    </ViewportPortal>
  );
});

function linesAt(placed: PlacedPicture, node: string | undefined): string {
  const own = placed.picture.wires.filter(({ from, to }) => from === node || to === node);
  return own.map((wire) => wirePath(placed, wire)).join("");
}
