import type { GraphQLFormattedError } from "graphql";

type Path = readonly (string | number)[];

/**
 * Where in the data the nulls are that an error explains: the first null on its way, since a null that cannot be
 * bubbles up. A path without the indices of lists stands for all their items.
 */
export function nullPlaces(data: unknown, { path = [] }: GraphQLFormattedError): readonly string[] {
  return placesBelow(data, path, []).map((place) => place.join("."));
}

/** Whether a path names the item of every list on its way, as far as the data goes. */
export function isExact(data: unknown, { path = [] }: GraphQLFormattedError): boolean {
  let value = data;
  for (const segment of path) {
    if (value === null || value === undefined) return true;
    if (Array.isArray(value) !== (typeof segment === "number")) return false;
    value = (value as Readonly<Record<string | number, unknown>>)[segment];
  }
  return true;
}

function placesBelow(value: unknown, path: Path, at: Path): readonly Path[] {
  if (value === null || value === undefined) return [at];
  const [first, ...rest] = path;
  if (Array.isArray(value) && typeof first !== "number")
    return value.flatMap((item: unknown, index) => placesBelow(item, path, [...at, index]));
  if (first === undefined) return [];
  return placesBelow((value as Readonly<Record<string, unknown>>)[first], rest, [...at, first]);
}
