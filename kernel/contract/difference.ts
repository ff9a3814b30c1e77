import type { Bump } from "./bump.ts";

/** One thing in which a declaration differs from a published contract. */
export interface Difference {
  /** Where: `fields.score.unit`. */
  readonly path: string;
  /** What became of it, in words: `changed from points to percent`. */
  readonly what: string;
  /** The smallest bump that may carry it. */
  readonly bump: Bump;
  /** More may be seen, by more people, or for longer: somebody has to have approved it. */
  readonly loosensPolicy?: true;
}

/** A difference that lets more be seen than was promised. */
export const loosening = (path: string, what: string): Difference => ({
  path,
  what,
  bump: "minor",
  loosensPolicy: true,
});

/** A text that is not as it was, at the given bump; nothing when it is the same. */
export function compareText(
  path: string,
  before: string | undefined,
  after: string | undefined,
  bump: Bump,
): readonly Difference[] {
  if (before === after) return [];
  return [{ path, what: `changed from ${shown(before)} to ${shown(after)}`, bump }];
}

/** What may be left out and counts as a promise once it is there: added is minor, changed or dropped is major. */
export function comparePromise(
  path: string,
  before: string | undefined,
  after: string | undefined,
): readonly Difference[] {
  return compareText(path, before, after, before === undefined ? "minor" : "major");
}

/** Which names came and went. */
export function compareNames(
  before: readonly string[],
  after: readonly string[],
): { readonly added: readonly string[]; readonly removed: readonly string[] } {
  return {
    added: after.filter((each) => !before.includes(each)),
    removed: before.filter((each) => !after.includes(each)),
  };
}

const MOST_SHOWN = 60;

function shown(text: string | undefined): string {
  if (text === undefined) return "nothing";
  return JSON.stringify(text.length > MOST_SHOWN ? `${text.slice(0, MOST_SHOWN)}…` : text);
}
