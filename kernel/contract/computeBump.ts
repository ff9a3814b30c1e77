import { type Bump, bumpBetween, compareVersions, isAtLeast, largestBump, nextVersion } from "./bump.ts";
import type { Difference } from "./difference.ts";

/** How the rows that the declared code makes differ from those that are live at the same position. */
export interface RowDifferences {
  /** Rows that are live. */
  readonly live: number;
  /** Rows that the declared code makes. */
  readonly derived: number;
  /** Rows that are not live. */
  readonly added: number;
  /** Of those added, the ones that are there only because of events of newly consumed types. */
  readonly explained: number;
  readonly gone: number;
  /** Rows of both in which a field that both have differs. */
  readonly changed: number;
  /** Field of both -> in how many rows it differs; at least one. */
  readonly changedByField: ReadonlyMap<string, number>;
  /** Field that is not live -> in how many rows it has a value. */
  readonly filledByField: ReadonlyMap<string, number>;
}

/** What a version was computed from. */
export interface Evidence {
  readonly isSameCode: boolean;
  /** In what the declared fields differ from the live ones (`compareStoredFields`). */
  readonly fields: readonly Difference[];
  readonly rows: RowDifferences;
  /** Types of events that the declared code consumes and the live code did not. */
  readonly newTypes: readonly string[];
  /** Why the values that are live are wrong, when the declared version corrects them. */
  readonly correction?: string;
}

/** One thing that would change, and the bump that needs. */
export interface Finding {
  readonly bump: Bump;
  readonly what: string;
  /** The field it is about; null when it is about whole rows. */
  readonly field: string | null;
  /** In how many rows, of how many; null where it is about none. */
  readonly rows: number | null;
  readonly of: number | null;
}

/** The semantic version a change needs, and why. */
export interface ComputedBump {
  readonly needs: Bump;
  readonly findings: readonly Finding[];
}

/**
 * Computes from the data which bump a change of code needs. Nothing differs: patch, or none when the code is the same
 * too. New fields, and rows that are there only because of newly consumed events: minor. Another value of a field that
 * was there, a row gone, or a new row of events that were consumed before: major, or patch when it is declared to
 * correct wrong values. Fields removed, or redeclared so that readers may break: major.
 */
export function computeBump(evidence: Evidence): ComputedBump {
  const findings = [...rowFindings(evidence), ...fieldFindings(evidence), ...valueFindings(evidence)];
  const least: Bump = evidence.isSameCode && findings.length === 0 ? "none" : "patch";
  return { needs: largestBump([least, ...findings.map(({ bump }) => bump)]), findings };
}

/** What changes for readers who rely on what is live. */
const breaking = ({ correction }: Evidence): Bump => (correction === undefined ? "major" : "patch");

function rowFindings(evidence: Evidence): readonly Finding[] {
  const { rows, newTypes } = evidence;
  const unexplained = rows.added - rows.explained;
  const found: readonly Finding[] = [
    { bump: breaking(evidence), what: "rows gone", field: null, rows: rows.gone, of: rows.live },
    {
      bump: breaking(evidence),
      what: "rows added, of events consumed before",
      field: null,
      rows: unexplained,
      of: rows.derived,
    },
    {
      bump: "minor",
      what: `rows added, by ${newTypes.join(", ")}`,
      field: null,
      rows: rows.explained,
      of: rows.derived,
    },
  ];
  return found.filter((each) => each.rows !== 0);
}

function fieldFindings({ fields, rows }: Evidence): readonly Finding[] {
  return fields.map(({ path, what, bump }) => {
    const field = path.slice("fields.".length);
    const filled = rows.filledByField.get(field);
    return { bump, what, field, rows: filled ?? null, of: filled === undefined ? null : rows.derived };
  });
}

function valueFindings(evidence: Evidence): readonly Finding[] {
  return [...evidence.rows.changedByField].map(([field, rows]) => ({
    bump: breaking(evidence),
    what: "changed",
    field,
    rows,
    of: evidence.rows.live,
  }));
}

/** Why a declared version may not follow the live one with such a change, and what to do; null when it may. */
export function versionProblem(
  live: string,
  declared: string,
  { needs, findings }: ComputedBump,
): string | null {
  if (compareVersions(declared, live) < 0) return `${declared} is older than what is live`;
  if (isAtLeast(bumpBetween(live, declared), needs)) return null;
  if (needs !== "major") return `not enough: declare ${nextVersion(live, needs)}`;
  const isOfContract = findings.some(
    ({ bump, field, what }) => bump === "major" && field !== null && what !== "changed",
  );
  const beside = `not enough: declare a new major beside ${live}`;
  return isOfContract ? beside : `${beside}, or publish ${nextVersion(live, "patch")} as a correction`;
}
