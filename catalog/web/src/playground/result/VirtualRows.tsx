import { useVirtualizer } from "@tanstack/react-virtual";
import type { Row } from "./rowLists.ts";
import type { ShownColumn } from "./shownColumns.ts";
import { TableRow } from "./TableRow.tsx";
import styles from "./TableView.module.css";

/** As high as `TableView.module.css` has them: 2rem, where a rem is 15 pixels. */
const ROW_HEIGHT = 30;

/** The rows in sight of a long table, with as much room before and behind them as the others would take. */
export function VirtualRows({
  rows,
  columns,
  scrolled,
}: {
  rows: readonly Row[];
  columns: readonly ShownColumn[];
  scrolled: HTMLElement | null;
}) {
  // oxlint-disable-next-line react/incompatible-library -- what it answers is used here and passed to nobody
  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scrolled,
    estimateSize: () => ROW_HEIGHT,
    overscan: 20,
  });
  const items = virtualizer.getVirtualItems();
  const before = items[0]?.start ?? 0;
  const behind = virtualizer.getTotalSize() - (items.at(-1)?.end ?? 0);
  return (
    <tbody>
      <Gap height={before} span={columns.length + 1} />
      {items.map(({ index }) => (
        <TableRow
          key={index}
          row={rows[index] ?? {}}
          columns={columns}
          number={index + 1}
          rowIndex={index + 2}
        />
      ))}
      <Gap height={behind} span={columns.length + 1} />
    </tbody>
  );
}

function Gap({ height, span }: { height: number; span: number }) {
  return (
    <tr aria-hidden>
      <td colSpan={span} className={styles["gap"]} style={{ blockSize: height }} />
    </tr>
  );
}
