import { compareVersions, type PublishedVersion } from "@datamesh/kernel/contract";

/** Why values were wrong that the published versions after one up to another correct, in their order. */
export function correctionsBetween(
  published: readonly PublishedVersion[],
  live: string,
  declared: string,
): readonly string[] {
  return published
    .filter(
      ({ contract: { version } }) =>
        compareVersions(version, live) > 0 && compareVersions(version, declared) <= 0,
    )
    .toSorted((a, b) => compareVersions(a.contract.version, b.contract.version))
    .flatMap(({ releasedAs }) => releasedAs.correction ?? []);
}
