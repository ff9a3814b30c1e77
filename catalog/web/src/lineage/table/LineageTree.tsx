import { useMemo } from "react";
import type { Expansion } from "../graph/expansion.ts";
import type { Branching } from "../graph/lineageGraph.ts";
import { useFirstPicture } from "../useFirstPicture.ts";
import { LineageRow } from "./LineageRow.tsx";
import styles from "./LineageTree.module.css";
import type { RowFacts } from "./rowFacts.ts";
import { type TreeRow, treeRows } from "./treeRows.ts";
import { useRowActions } from "./useRowActions.ts";
import { useTreeFocus } from "./useTreeFocus.ts";
import { useTreeRows } from "./useTreeRows.ts";

const COLUMNS = ["Name", "What it is", "How", "Owner", "Version"] as const;

/** The lineage as a table that unfolds: what is upstream, and what is downstream. Only rows in view are drawn. */
export function LineageTree({
  label,
  of,
  expansion,
  onExpand,
  factsOf,
}: {
  label: string;
  of: Branching;
  expansion: Expansion;
  onExpand: (expansion: Expansion) => void;
  factsOf: (row: TreeRow) => RowFacts;
}) {
  const rows = useMemo(() => treeRows(of, expansion), [of, expansion]);
  useFirstPicture();
  const { scroll, height, inView, show } = useTreeRows(rows.length);
  const act = useRowActions({ of, expansion, onExpand, factsOf });
  const { at, arrive, pressed } = useTreeFocus(rows, show, act);
  return (
    <div ref={scroll} className={styles["scroll"]}>
      <div
        role="treegrid"
        aria-label={label}
        aria-rowcount={rows.length + 1}
        tabIndex={-1}
        className={styles["tree"]}
        onKeyDown={pressed}
      >
        <div role="row" aria-rowindex={1} className={styles["header"]}>
          {COLUMNS.map((column) => (
            <span key={column} role="columnheader">
              {column}
            </span>
          ))}
        </div>
        <div role="rowgroup" className={styles["rows"]} style={{ blockSize: height }}>
          {inView.map(({ index, start }) => (
            <LineageRow
              key={rows[index]!.key}
              row={rows[index]!}
              index={index}
              start={start}
              facts={factsOf(rows[index]!)}
              isCurrent={index === at}
              onArrive={arrive}
              onToggle={act.toggle}
            />
          ))}
        </div>
      </div>
    </div>
  );
}
