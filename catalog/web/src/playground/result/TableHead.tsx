import { EyeOff } from "lucide-react";
import { classes } from "../../ui/classes.ts";
import type { ShownColumn } from "./shownColumns.ts";
import styles from "./TableView.module.css";

/** The names of the columns, wide enough for all rows, those out of sight included. */
export function TableHead({ columns, isNumbered }: { columns: readonly ShownColumn[]; isNumbered: boolean }) {
  return (
    <thead>
      <tr aria-rowindex={isNumbered ? 1 : undefined}>
        <th scope="col" className={styles["row"]}>
          <span aria-hidden>#</span>
          <span className="visually-hidden">Row</span>
        </th>
        {columns.map(({ name, isNumber, withheld, width }) => (
          <th
            key={name}
            scope="col"
            className={classes(isNumber && styles["number"])}
            style={{ minInlineSize: `calc(${width}ch + 1.5rem)` }}
          >
            {withheld === undefined ? (
              name
            ) : (
              <span className={styles["withheld"]}>
                <EyeOff aria-hidden size={13} />
                {name}
              </span>
            )}
          </th>
        ))}
      </tr>
    </thead>
  );
}
