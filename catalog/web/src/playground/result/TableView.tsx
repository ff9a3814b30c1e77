import { Table2 } from "lucide-react";
import { State } from "../../ui/State.tsx";
import type { Row, RowList } from "./rowLists.ts";
import { type ShownColumn, shownColumns } from "./shownColumns.ts";
import { TableHead } from "./TableHead.tsx";
import { TableRow } from "./TableRow.tsx";
import styles from "./TableView.module.css";
import { VirtualRows } from "./VirtualRows.tsx";
import type { WithheldField } from "./withheldFields.ts";

/** So many rows are drawn at once. Of more, only those in sight. */
const DRAWN = 200;

/** A list of an answer as a table. */
export function TableView({
  list,
  withheld,
  scrolled,
}: {
  list: RowList | undefined;
  withheld: readonly WithheldField[];
  /** What the table is scrolled in. */
  scrolled: HTMLElement | null;
}) {
  if (list === undefined) return <State icon={Table2} title="There are no rows in this answer" />;
  if (list.rows.length === 0)
    return (
      <State icon={Table2} title="No rows fit">
        The query was answered, and nothing is like that.
      </State>
    );
  const columns = shownColumns(list, withheld);
  const isLong = list.rows.length > DRAWN;
  return (
    <table
      className={styles["table"]}
      aria-label={`Rows of ${list.path[0]}`}
      aria-rowcount={isLong ? list.rows.length + 1 : undefined}
    >
      <TableHead columns={columns} isNumbered={isLong} />
      {isLong ? (
        <VirtualRows rows={list.rows} columns={columns} scrolled={scrolled} />
      ) : (
        <AllRows rows={list.rows} columns={columns} />
      )}
    </table>
  );
}

function AllRows({ rows, columns }: { rows: readonly Row[]; columns: readonly ShownColumn[] }) {
  return (
    <tbody>
      {rows.map((row, index) => (
        <TableRow key={index} row={row} columns={columns} number={index + 1} />
      ))}
    </tbody>
  );
}
