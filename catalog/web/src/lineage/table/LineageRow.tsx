import { Link } from "@tanstack/react-router";
import { ChevronDown, ChevronRight } from "lucide-react";
import { Badge } from "../../ui/Badge.tsx";
import { classes } from "../../ui/classes.ts";
import { wholeNumber } from "../../ui/numbers.ts";
import { useLineageActions } from "../lineageActions.ts";
import { FROM_LINEAGE } from "../fromLineage.ts";
import { KindIcon } from "../KindIcon.tsx";
import styles from "./LineageTree.module.css";
import type { RowFacts } from "./rowFacts.ts";
import type { TreeRow } from "./treeRows.ts";
import { rowId } from "./useTreeFocus.ts";

const INDENT = 20;
const COLUMNS = 5;

/** A row of the tree: a node or field, a side of the root, or the way to more neighbours. */
export function LineageRow({
  row,
  index,
  start,
  facts,
  isCurrent,
  onArrive,
  onToggle,
}: {
  row: TreeRow;
  index: number;
  start: number;
  facts: RowFacts;
  isCurrent: boolean;
  onArrive: (key: string) => void;
  onToggle: (row: TreeRow) => void;
}) {
  return (
    <div
      role="row"
      id={rowId(row)}
      aria-rowindex={index + 2}
      aria-level={row.level}
      aria-posinset={row.place}
      aria-setsize={row.siblings}
      aria-expanded={row.isOpen}
      tabIndex={isCurrent ? 0 : -1}
      onFocus={() => onArrive(row.key)}
      className={classes(styles["row"], row.kind === "SIDE" && styles["side"])}
      style={{ insetBlockStart: start }}
    >
      <span
        role="gridcell"
        aria-colspan={row.kind === "NODE" ? undefined : COLUMNS}
        className={styles["nameCell"]}
        style={{ paddingInlineStart: row.level * INDENT - 8 }}
      >
        <Toggle row={row} onToggle={onToggle} />
        <Name row={row} facts={facts} isCurrent={isCurrent} onToggle={onToggle} />
      </span>
      {row.kind === "NODE" && <Facts facts={facts} />}
    </div>
  );
}

/** The keyboard opens and closes the row itself, so that the button is for the pointer only. */
function Toggle({ row, onToggle }: { row: TreeRow; onToggle: (row: TreeRow) => void }) {
  if (row.isOpen === undefined) return <span className={styles["toggle"]} />;
  const Icon = row.isOpen ? ChevronDown : ChevronRight;
  return (
    <button
      type="button"
      tabIndex={-1}
      aria-label={row.isOpen ? "Fold" : "Unfold"}
      className={styles["toggle"]}
      onClick={() => onToggle(row)}
    >
      <Icon aria-hidden size={16} />
    </button>
  );
}

function Name({
  row,
  facts: { name, node },
  isCurrent,
  onToggle,
}: {
  row: TreeRow;
  facts: RowFacts;
  isCurrent: boolean;
  onToggle: (row: TreeRow) => void;
}) {
  const { searchThere } = useLineageActions();
  if (row.kind === "SIDE") {
    const what =
      row.side === "up" ? "Upstream: what it is derived from" : "Downstream: what is derived from it";
    return <span>{`${what} (${wholeNumber(row.count)})`}</span>;
  }
  if (row.kind === "MORE") {
    return (
      <button type="button" tabIndex={-1} className={styles["more"]} onClick={() => onToggle(row)}>
        +{wholeNumber(row.count)} more
      </button>
    );
  }
  return (
    <>
      <KindIcon kind={node?.kind ?? "PRODUCT"} size={16} className={styles["icon"]} />
      {node?.kind === "PRODUCT" ? (
        <Link
          to="/products/$ref/lineage"
          params={{ ref: node.id }}
          search={searchThere}
          state={FROM_LINEAGE}
          tabIndex={isCurrent ? 0 : -1}
          title={name}
          className={styles["name"]}
        >
          {name}
        </Link>
      ) : (
        <span title={name} className={styles["name"]}>
          {name}
        </span>
      )}
      {row.isAbove && <em className={styles["above"]}>see above</em>}
      {row.isOpen === false && <span className={styles["count"]}>+{wholeNumber(row.count)}</span>}
    </>
  );
}

function Facts({ facts: { what, how, node } }: { facts: RowFacts }) {
  return (
    <>
      <span role="gridcell">{what}</span>
      <span role="gridcell" title={how}>
        {how}
      </span>
      <span role="gridcell">{node?.owner}</span>
      <span role="gridcell">
        {node?.version} {node?.status === "DEPRECATED" && <Badge tone="warn">deprecated</Badge>}
      </span>
    </>
  );
}
