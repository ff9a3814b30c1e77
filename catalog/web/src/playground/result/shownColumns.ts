import type { RowList } from "./rowLists.ts";
import type { WithheldField } from "./withheldFields.ts";

/** A column of a table, as it is shown. */
export interface ShownColumn {
  readonly name: string;
  readonly isNumber: boolean;
  /** Whether its values are masked, or denied. */
  readonly withheld: WithheldField["reason"] | undefined;
  /** About how many characters its longest value has. */
  readonly width: number;
}

const WIDEST = 40;

/** How to show the columns of a list. */
export function shownColumns(
  { path, columns, rows }: RowList,
  withheld: readonly WithheldField[],
): readonly ShownColumn[] {
  const reasons = new Map(withheld.map(({ path: where, reason }) => [where.join("."), reason]));
  return columns.map((name) => {
    const values = rows.map((row) => row[name] ?? null).filter((value) => value !== null);
    const lengths = values.map((value) => String(value).length);
    return {
      name,
      isNumber: values.length > 0 && values.every((value) => typeof value === "number"),
      withheld: reasons.get([...path, name].join(".")),
      width: Math.min(
        WIDEST,
        lengths.reduce((most, length) => Math.max(most, length), name.length),
      ),
    };
  });
}
