export {
  BUMPS,
  bumpBetween,
  compareVersions,
  largestBump,
  nextVersion,
  parseVersion,
  type Bump,
} from "./bump.ts";
export { checkRelease, type ReleaseCheck, type ReleaseTerms } from "./checkRelease.ts";
export { compareContracts } from "./compareContracts.ts";
export { contractOf, type Contract } from "./contract.ts";
export { declaredVersion, type DeclaredVersion } from "./declaredVersion.ts";
export type { Difference } from "./difference.ts";
export { impliesRule } from "./impliesRule.ts";
export { missingVersions, type MissingVersion } from "./missingVersions.ts";
export {
  readVersion,
  refOfContract,
  writeVersion,
  type Approval,
  type PublishedVersion,
  type ReleasedAs,
} from "./publishedVersion.ts";
export { isCode, type RowsComputed } from "./weighRows.ts";
export { release } from "./release.ts";
