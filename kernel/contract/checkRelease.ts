import type { ProductRef } from "../product/names.ts";
import {
  type Bump,
  bumpBetween,
  compareVersions,
  isAtLeast,
  largestBump,
  nextVersion,
  parseVersion,
} from "./bump.ts";
import { compareCode } from "./compareCode.ts";
import { compareContracts } from "./compareContracts.ts";
import type { DeclaredVersion } from "./declaredVersion.ts";
import { compareNames, type Difference } from "./difference.ts";
import { type Approval, type PublishedVersion, refOfContract } from "./publishedVersion.ts";
import { type RowsComputed, weighRows } from "./weighRows.ts";

/** What a version is released with, besides its declaration. */
export interface ReleaseTerms {
  /** Why values were wrong, when the version corrects them. */
  readonly correction?: string;
  /** Who agreed to a loosened policy. */
  readonly approvals: readonly Approval[];
  /** What the rows of a running mesh say of the declared code. */
  readonly rows?: RowsComputed;
  /** Whether they decide how large a change of code is, by its owner's word. */
  readonly byRows?: boolean;
}

/** What stands between a declaration and its being published. */
export interface ReleaseCheck {
  readonly product: ProductRef;
  readonly declaredVersion: string;
  /** The published version it was compared with; null when there is none of that name, or none older. */
  readonly comparedWith: string | null;
  /** Whether the declared version is published. */
  readonly isPublished: boolean;
  readonly differences: readonly Difference[];
  readonly needs: Bump;
  readonly declares: Bump;
  /** What the rows of a running mesh say of the declared code; null when none was asked, or it is what is live. */
  readonly rows: RowsComputed | null;
  /** Why it cannot be released like this, and what to do. Empty when it can. */
  readonly problems: readonly string[];
}

/**
 * Holds a declared version against the published ones of its name: against the newest of its major version, or, when
 * there is none yet, of the one before. A bump larger than needed is no problem.
 */
export function checkRelease(
  published: readonly PublishedVersion[],
  declared: DeclaredVersion,
  terms: ReleaseTerms = { approvals: [] },
): ReleaseCheck {
  const { version } = declared.contract;
  const base = baseOf(published, version);
  const found = {
    product: refOfContract(declared.contract),
    declaredVersion: version,
    isPublished: published.some(({ contract }) => contract.version === version),
    rows: terms.rows ?? null,
  };
  if (base === undefined) {
    const first = { differences: [], needs: "none", declares: "major", problems: [] } as const;
    return { ...found, ...first, comparedWith: null };
  }
  const differences = differencesFrom(base, declared, terms);
  const needs = largestBump(differences.map(({ bump }) => bump));
  const before = base.contract.version;
  const declares = compareVersions(version, before) < 0 ? "none" : bumpBetween(before, version);
  const problems = [
    ...versionProblems(before, version, { needs, declares }),
    ...(declares === "none" ? [] : termsProblems(differences, terms)),
    ...(terms.rows?.live === before ? [] : rowsProblems(terms)),
  ];
  return { ...found, comparedWith: before, differences, needs, declares, problems };
}

/** The newest version of the same major, else of the newest major before it. */
function baseOf(published: readonly PublishedVersion[], version: string): PublishedVersion | undefined {
  const [major] = parseVersion(version);
  return published
    .filter(({ contract }) => parseVersion(contract.version)[0] <= major)
    .toSorted((a, b) => compareVersions(a.contract.version, b.contract.version))
    .at(-1);
}

function differencesFrom(
  base: PublishedVersion,
  declared: DeclaredVersion,
  terms: ReleaseTerms,
): readonly Difference[] {
  const names = (version: DeclaredVersion): readonly string[] =>
    version.contract.fields.map(({ name }) => name);
  const differences = [
    ...compareContracts(base.contract, declared.contract),
    ...compareCode(base, declared, {
      key: declared.contract.key,
      addedFields: compareNames(names(base), names(declared)).added,
      isCorrection: terms.correction !== undefined,
    }),
  ];
  // Rows of another version than the published one say nothing of what differs from that.
  if (terms.rows?.live !== base.contract.version) return differences;
  return weighRows(differences, terms.rows, { decides: terms.byRows === true });
}

/** Of rows that are of another version than the one that was compared with. */
const rowsProblems = ({ rows }: ReleaseTerms): readonly string[] =>
  rows === undefined || rows.problem === null
    ? []
    : [`${rows.live} is live, and its rows need a ${rows.needs} bump: ${rows.problem}`];

function versionProblems(
  before: string,
  version: string,
  { needs, declares }: Pick<ReleaseCheck, "needs" | "declares">,
): readonly string[] {
  if (compareVersions(version, before) < 0) {
    return [
      `version ${version} is older than ${before}, which is published: declare ${before} or a later one`,
    ];
  }
  if (declares === "major" && !version.endsWith(".0.0")) {
    const [major] = parseVersion(version);
    return [`version ${version} begins a major version: declare ${major}.0.0`];
  }
  if (isAtLeast(declares, needs)) return [];
  if (needs === "major") {
    return [
      `a major bump is needed and ${declares} declared: declare a new major beside ${before}, or undo what is major`,
    ];
  }
  return [
    `a ${needs} bump is needed and ${declares} declared: declare version ${nextVersion(before, needs)}`,
  ];
}

function termsProblems(differences: readonly Difference[], terms: ReleaseTerms): readonly string[] {
  const loosened = differences.filter(({ loosensPolicy }) => loosensPolicy === true).map(({ path }) => path);
  const beyond = differences.filter(({ bump }) => bump !== "patch").map(({ path }) => path);
  const problems: string[] = [];
  if (loosened.length > 0 && terms.approvals.length === 0) {
    problems.push(
      `${loosened.join(", ")}: a loosened policy needs an approval, recorded with --approve "NAME: REASON"`,
    );
  }
  if (terms.correction !== undefined && beyond.length > 0) {
    problems.push(`a correction leaves the contract as it is, and this changes ${beyond.join(", ")}`);
  }
  return problems;
}
