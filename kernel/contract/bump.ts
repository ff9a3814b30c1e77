/** By how much a version moves on, smallest first (Semantic Versioning 2.0.0, 6 to 8). */
export const BUMPS = ["none", "patch", "minor", "major"] as const;
export type Bump = (typeof BUMPS)[number];

/** The largest of them; `none` when there are none. */
export const largestBump = (bumps: readonly Bump[]): Bump =>
  bumps.reduce((largest, each) => (isAtLeast(each, largest) ? each : largest), "none");

/** Whether one is as large as the other, or larger. */
export const isAtLeast = (one: Bump, other: Bump): boolean => BUMPS.indexOf(one) >= BUMPS.indexOf(other);

/** How far a version has moved on from another: `none` when it is the same one. Throws TypeError when it is older. */
export function bumpBetween(from: string, to: string): Bump {
  if (compareVersions(from, to) > 0) throw new TypeError(`version ${to} is older than ${from}`);
  const [before, after] = [parseVersion(from), parseVersion(to)];
  const moved = after.findIndex((part, index) => part !== before[index]);
  return (["major", "minor", "patch"] as const)[moved] ?? "none";
}

/** The next version after such a bump: `nextVersion("1.4.2", "minor")` is `1.5.0`. */
export function nextVersion(version: string, bump: Bump): string {
  const [major, minor, patch] = parseVersion(version);
  switch (bump) {
    case "none":
      return version;
    case "patch":
      return `${major}.${minor}.${patch + 1}`;
    case "minor":
      return `${major}.${minor + 1}.0`;
    case "major":
      return `${major + 1}.0.0`;
  }
}

/** Orders versions: negative when the first is older, 0 when they are the same. */
export function compareVersions(one: string, other: string): number {
  const right = parseVersion(other);
  const differences = parseVersion(one).map((part, index) => part - (right[index] ?? 0));
  return differences.find((each) => each !== 0) ?? 0;
}

/** Splits `MAJOR.MINOR.PATCH`. Throws TypeError when it is not of that form. */
export function parseVersion(version: string): readonly [number, number, number] {
  const [, major, minor, patch] = /^(\d+)\.(\d+)\.(\d+)$/.exec(version) ?? [];
  if (patch === undefined) throw new TypeError(`"${version}" is not of the form MAJOR.MINOR.PATCH`);
  return [Number(major), Number(minor), Number(patch)];
}
