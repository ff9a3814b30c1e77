import type { MissingVersion, ReleaseCheck } from "@datamesh/kernel/contract";

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

function advice({ product, isPublished, problems, differences }: ReleaseCheck): readonly string[] {
  if (problems.length === 0) return isPublished ? [] : [`not published yet: datamesh publish ${product}`];
  if (!differences.some(({ path, bump }) => bump === "major" && isCode(path))) return [];
  return [
    `values of fields that were there may change: begin a major version, or, if they were wrong, declare a patch`,
    `and publish it as a correction: datamesh publish ${product} --correction REASON`,
  ];
}

const isCode = (path: string): boolean => path.startsWith("fold ") || path.startsWith("join ");
