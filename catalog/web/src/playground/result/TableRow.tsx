import { EyeOff } from "lucide-react";
import { memo } from "react";
import { classes } from "../../ui/classes.ts";
import type { Cell, Row } from "./rowLists.ts";
import type { ShownColumn } from "./shownColumns.ts";
import styles from "./TableView.module.css";

/** A row of a table; `rowIndex` counts the head, for tables of which not all rows are drawn. */
export const TableRow = memo(function TableRow({
  row,
  columns,
  number,
  rowIndex,
}: {
  row: Row;
  columns: readonly ShownColumn[];
  number: number;
  rowIndex?: number;
}) {
  return (
    <tr aria-rowindex={rowIndex}>
      <td className={styles["row"]}>{number}</td>
      {columns.map(({ name, isNumber, withheld }) => {
        const cell = row[name] ?? null;
        return (
          <td
            key={name}
            className={classes(isNumber && styles["number"])}
            title={withheld === undefined ? titleOf(cell) : TITLES[withheld]}
          >
            {withheld === undefined ? <Value cell={cell} /> : <Withheld cell={cell} />}
          </td>
        );
      })}
    </tr>
  );
});

const TITLES = {
  MASKED: "Masked by the product's policy",
  DENIED: "Denied by the product's policy",
} as const;

/** What is too long for its column can be read on hover. */
const titleOf = (cell: Cell): string | undefined =>
  typeof cell === "string" && cell.length > 30 ? cell : undefined;

function Value({ cell }: { cell: Cell }) {
  if (cell !== null) return String(cell);
  return (
    <span className={styles["none"]}>
      <span aria-hidden>—</span>
      <span className="visually-hidden">no value</span>
    </span>
  );
}

function Withheld({ cell }: { cell: Cell }) {
  return (
    <span className={styles["withheld"]}>
      <EyeOff aria-hidden size={13} />
      <span className="visually-hidden">withheld: </span>
      <Value cell={cell} />
    </span>
  );
}
