import type { Node, NodeProps } from "@xyflow/react";
import { memo, useEffect } from "react";
import { classes } from "../../ui/classes.ts";
import { BoxFields } from "./BoxFields.tsx";
import { BoxHead } from "./BoxHead.tsx";
import { FoldButtons } from "./FoldButtons.tsx";
import styles from "./LineageBox.module.css";
import { usePictureFocus } from "./pictureFocus.ts";
import type { PictureNode } from "./pictureOf.ts";

/** A node of the picture: a product, a log or a model. */
export type LineageBoxNode = Node<{ readonly of: PictureNode; readonly isRoot: boolean }, "box">;

/** Draws it. Its kind is told by shape, icon and word. */
export const LineageBox = memo(function LineageBox({ data: { of, isRoot } }: NodeProps<LineageBoxNode>) {
  const { node, sides, fields } = of;
  const { at, path, drawn } = usePictureFocus();
  const isCurrent = at === node.id;
  useEffect(drawn, [drawn]);
  return (
    <div
      className={classes(
        "nokey",
        styles["box"],
        styles[node.kind],
        isRoot && styles["root"],
        path !== undefined && (path.nodes.has(node.id) ? styles["lit"] : styles["dim"]),
      )}
    >
      <BoxHead of={of} isRoot={isRoot} isCurrent={isCurrent} />
      {fields.length > 0 && <BoxFields fields={fields} path={path} isCurrent={isCurrent} />}
      <FoldButtons id={node.id} side="up" shown={sides.up} isCurrent={isCurrent} />
      <FoldButtons id={node.id} side="down" shown={sides.down} isCurrent={isCurrent} />
    </div>
  );
});
