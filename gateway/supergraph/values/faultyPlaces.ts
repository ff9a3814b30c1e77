import type { GraphQLFormattedError } from "graphql";
import type { Path } from "./valuePlaces.ts";

/** What the errors of an execution tell of a value that is null or missing. */
export interface FaultyPlaces {
  /** Whether something failed there or above, be it in another row: then nobody knows what the value is. */
  isDoubtful(path: Path): boolean;
  /** Whether an error says why it is missing in this very place. */
  readonly isExplained: (path: Path) => boolean;
}

/** Finds it out. An error without list indices is about all items. */
export function faultyPlaces(errors: readonly GraphQLFormattedError[]): FaultyPlaces {
  const paths = errors.map(({ path = [] }) => path);
  const anyRow = new Set(paths.map(keysOf));
  const exact = new Set(paths.map((path) => JSON.stringify(path)));
  return {
    isDoubtful: (path) => anyRow.size > 0 && starts(path).some((start) => anyRow.has(keysOf(start))),
    isExplained: (path) =>
      starts(path).some(
        (start) => exact.has(JSON.stringify(start)) || exact.has(JSON.stringify(start.filter(isKey))),
      ),
  };
}

/** The keys of a path, without list indices, as text. */
export const keysOf = (path: Path): string => path.filter(isKey).join(" ");

const starts = (path: Path): readonly Path[] =>
  Array.from({ length: path.length + 1 }, (_, length) => path.slice(0, length));

const isKey = (segment: string | number): segment is string => typeof segment === "string";
