import type { ReleaseCheck, ReleaseTerms } from "./checkRelease.ts";
import type { DeclaredVersion } from "./declaredVersion.ts";
import type { PublishedVersion } from "./publishedVersion.ts";

/** Makes the published version of a declaration that was checked, at a time (ISO 8601). */
export function release(
  declared: DeclaredVersion,
  check: ReleaseCheck,
  { correction, approvals }: ReleaseTerms,
  publishedAt: string,
): PublishedVersion {
  return {
    ...declared,
    releasedAs: {
      bump: check.declares,
      changes: check.differences.map(({ path, what }) => `${path}: ${what}`),
      ...(correction !== undefined && { correction }),
      approvals,
    },
    publishedAt,
  };
}
