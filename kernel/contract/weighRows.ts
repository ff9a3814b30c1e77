import type { Bump } from "./bump.ts";
import type { ComputedBump, Finding } from "./computeBump.ts";
import type { Difference } from "./difference.ts";

/** What the rows of a running mesh say of the declared code, held against the live one at a position. */
export interface RowsComputed extends ComputedBump {
  /** The version that is live. */
  readonly live: string;
  readonly position: number;
  readonly events: number;
  /** Why the declared version may not follow the live one; null when it may. */
  readonly problem: string | null;
}

/**
 * The differences of a release in the light of the rows. They stand beside what the code tells, and the larger bump
 * counts: that no row differs yet proves nothing for events that are still to come. `decides` is the owner's word that
 * it does; then a change of code is as large as what it does to the rows.
 */
export function weighRows(
  differences: readonly Difference[],
  rows: RowsComputed,
  { decides }: { readonly decides: boolean },
): readonly Difference[] {
  const bump: Bump = rows.needs;
  const weighed = differences.map((each) =>
    decides && isCode(each) ? { ...each, what: `${each.what}; the rows decide`, bump } : each,
  );
  return [...weighed, { path: "rows", what: rowsInWords(rows), bump }];
}

/** Whether a difference is one of the code that makes rows, which does not show what it does to them. */
export const isCode = ({ path }: Pick<Difference, "path">): boolean => /^(fold|join|upcast) /.test(path);

function rowsInWords({ findings, position, events }: RowsComputed): string {
  const found = findings.length === 0 ? "nothing differs" : findings.map(findingInWords).join(", ");
  return `${found}; computed from ${events} events at position ${position}`;
}

function findingInWords({ what, field, rows }: Finding): string {
  if (field === null) return `${rows ?? 0} ${what}`;
  return rows === null ? `${field} ${what}` : `${field} ${what} in ${rows}`;
}
