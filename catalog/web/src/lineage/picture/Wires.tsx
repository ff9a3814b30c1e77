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
export const Wires = memo(function Wires({
  placed,
  isDimmed,
  pointed,
}: {
  placed: PlacedPicture;
  isDimmed: boolean;
  /** The node whose lines stand out, since it is pointed at or has the focus. */
  pointed: string | undefined;
}) {
  const paths = useMemo(() => pathsOf(placed), [placed]);
  const own = useMemo(() => pathOf(placed, pointed), [placed, pointed]);
  const isCrowded = placed.picture.wires.length > CROWD;
  return (
    <ViewportPortal>
      <svg aria-hidden className={styles["wires"]}>
        {paths.map(([look, line]) => (
          <path
            key={look}
            d={line}
            className={classes(
              ...look.split(" ").map((each) => styles[each]),
              isDimmed && styles["dimmed"],
              isCrowded && styles["crowded"],
            )}
          />
        ))}
        {own !== "" && <path d={own} className={styles["own"]} />}
      </svg>
    </ViewportPortal>
  );
});

/** From so many lines on each is drawn lighter. */
const CROWD = 150;

function pathOf(placed: PlacedPicture, node: string | undefined): string {
  const own = placed.picture.wires.filter(({ from, to }) => from === node || to === node);
  return own.map((wire) => wirePath(placed, wire)).join("");
}

function pathsOf(placed: PlacedPicture): readonly (readonly [look: string, line: string])[] {
  const alike = Map.groupBy(placed.picture.wires, lookOf);
  // What is lit is drawn last, above all else.
  return [...alike]
    .toSorted(([a], [b]) => Number(a.includes("lit")) - Number(b.includes("lit")))
    .map(([look, wires]) => [look, wires.map((wire) => wirePath(placed, wire)).join("")]);
}

const lookOf = ({ isLit, isLoose }: Wire): string =>
  ["wire", ...(isLit ? ["lit"] : []), ...(isLoose ? ["loose"] : [])].join(" ");
