import { isCode, type MissingVersion, type ReleaseCheck } from "@datamesh/kernel/contract";

/** A check in words: a headline, the differences with the bump each needs, the problems, and what comes next. */
export function reportCheck(check: ReleaseCheck): string {
  const lines = [
    `${check.problems.length === 0 ? "ok    " : "FAILED"} ${headline(check)}`,
    ...check.differences.map(
      ({ bump, path, what, loosensPolicy }) =>
        `       ${bump.padEnd(6)} ${path}: ${what}${loosensPolicy === true ? " (loosens the policy)" : ""}`,
    ),
    ...check.problems.map((problem) => `       ! ${problem}`),
    ...advice(check).map((line) => `       > ${line}`),
  ];
  return lines.map((line) => `${line}\n`).join("");
}

/** A published product that is gone, in words. */
export const reportMissing = ({ product, published, problem }: MissingVersion): string =>
  `FAILED ${product} ${published}: not declared\n       ! ${problem}\n`;

function headline({ product, declaredVersion, comparedWith, ...check }: ReleaseCheck): string {
  if (comparedWith === null) return `${product} ${declaredVersion}: the first version`;
  if (comparedWith === declaredVersion && check.differences.length === 0) {
    return `${product} ${declaredVersion}: as published`;
  }
  const larger =
    check.problems.length === 0 && check.declares !== check.needs ? ", a larger one than needed" : "";
  return `${product} ${comparedWith} -> ${declaredVersion}: needs ${inWords(check.needs)}, declares ${inWords(check.declares)}${larger}`;
}

const inWords = (bump: string): string => (bump === "none" ? "no bump" : `a ${bump} bump`);

function advice(check: ReleaseCheck): readonly string[] {
  const { product, isPublished, problems, differences, rows, comparedWith } = check;
  if (problems.length === 0) return isPublished ? [] : [`not published yet: datamesh publish ${product}`];
  if (!differences.some((each) => each.bump === "major" && isCode(each))) return [];
  return [
    `values of fields that were there may change: begin a major version, or, if they were wrong, declare a patch`,
    `and publish it as a correction: datamesh publish ${product} --correction REASON`,
    ...(rows !== null && rows.live === comparedWith && rows.needs !== "major"
      ? [
          `the rows that are there need a ${rows.needs} bump only; --by-data lets them decide, for those to come too`,
        ]
      : []),
  ];
}
