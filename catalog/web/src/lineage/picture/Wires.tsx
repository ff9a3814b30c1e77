import { ViewportPortal } from "@xyflow/react";
import { memo, useMemo } from "react";
import { classes } from "../../ui/classes.ts";
import type { PlacedPicture } from "./boxes.ts";
import { wirePath } from "./wirePath.ts";
import type { Wire } from "./pictureOf.ts";
import styles from "./Wires.module.css";

/**
 * All lines of the picture. Those that look alike are one path, so that a thousand of them cost no more than one, and
 * they move with the viewport without being drawn anew.
 */
export const Wires = memo(function Wires({ placed, isDimmed }: { placed: PlacedPicture; isDimmed: boolean }) {
  const paths = useMemo(() => pathsOf(placed), [placed]);
  return (
    <ViewportPortal>
      <svg aria-hidden className={styles["wires"]}>
        {paths.map(([look, line]) => (
          <path
            key={look}
            d={line}
            className={classes(...look.split(" ").map((each) => styles[each]), isDimmed && styles["dimmed"])}
          />
        ))}
      </svg>
    </ViewportPortal>
  );
});

function pathsOf(placed: PlacedPicture): readonly (readonly [look: string, line: string])[] {
  const alike = Map.groupBy(placed.picture.wires, lookOf);
  // What is lit is drawn last, above all else.
  return [...alike]
    .toSorted(([a], [b]) => Number(a.includes("lit")) - Number(b.includes("lit")))
    .map(([look, wires]) => [look, wires.map((wire) => wirePath(placed, wire)).join("")]);
}

const lookOf = ({ isLit, isLoose }: Wire): string =>
  ["wire", ...(isLit ? ["lit"] : []), ...(isLoose ? ["loose"] : [])].join(" ");
