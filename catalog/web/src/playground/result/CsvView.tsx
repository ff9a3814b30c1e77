import { Table2 } from "lucide-react";
import { State } from "../../ui/State.tsx";
import { csvOf } from "./csv.ts";
import type { RowList } from "./rowLists.ts";
import type { WithheldField } from "./withheldFields.ts";
import styles from "./text.module.css";

/** A list of an answer as CSV. */
export function CsvView({
  list,
  withheld,
}: {
  list: RowList | undefined;
  withheld: readonly WithheldField[];
}) {
  if (list === undefined) return <State icon={Table2} title="There are no rows in this answer" />;
  return <pre className={styles["text"]}>{csvOf(list, withheld)}</pre>;
}
