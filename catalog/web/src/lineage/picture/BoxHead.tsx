import { Link } from "@tanstack/react-router";
import { Badge } from "../../ui/Badge.tsx";
import { KindIcon } from "../KindIcon.tsx";
import { FROM_LINEAGE } from "../fromLineage.ts";
import { useLineageActions } from "../lineageActions.ts";
import { boxAbout, boxName } from "./boxName.ts";
import { foldNode, unfoldNode } from "./changeSides.ts";
import styles from "./LineageBox.module.css";
import { boxId, usePictureFocus } from "./pictureFocus.ts";
import type { PictureNode } from "./pictureOf.ts";

/** What a node is called: the way to a product, and what has the focus when the node has it. */
export function BoxHead({ of, isRoot, isCurrent }: { of: PictureNode; isRoot: boolean; isCurrent: boolean }) {
  const { node } = of;
  const { arrived } = usePictureFocus();
  const actions = useLineageActions();
  const shared = {
    id: boxId(node.id),
    tabIndex: isCurrent ? 0 : -1,
    title: node.title ?? node.id,
    className: styles["head"],
    onFocus: () => arrived(node.id),
    "aria-label": boxName(of),
    "aria-current": isRoot ? ("true" as const) : undefined,
  };
  if (node.kind !== "PRODUCT") {
    return (
      <button type="button" {...shared} onClick={() => unfoldNode(of, actions) || foldNode(of, actions)}>
        <Names of={of} />
      </button>
    );
  }
  return (
    <Link
      to="/products/$ref/lineage"
      params={{ ref: node.id }}
      search={actions.searchThere}
      state={FROM_LINEAGE}
      {...shared}
    >
      <Names of={of} />
    </Link>
  );
}

function Names({ of }: { of: PictureNode }) {
  const { node } = of;
  return (
    <>
      <KindIcon kind={node.kind} size={18} className={styles["icon"]} />
      <span className={styles["names"]}>
        <span className={styles["name"]}>{node.id}</span>{" "}
        <span className={styles["about"]}>{boxAbout(of)}</span>
      </span>{" "}
      {node.status === "DEPRECATED" && <Badge tone="warn">deprecated</Badge>}
    </>
  );
}
