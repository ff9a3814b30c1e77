import type { GraphQLFormattedError } from "graphql";
import type { Answer } from "../types.ts";

type Segment = string | number;

/**
 * The errors without those about a field that no object at their place has: what is fetched of an interface for objects
 * of one type may have been asked for those of another too, who do not have the field in the answer. An error whose
 * object is null, as it is when the error made it so, stays.
 */
export function errorsInPlace(
  errors: readonly GraphQLFormattedError[],
  data: Answer["data"],
): readonly GraphQLFormattedError[] {
  return errors.filter(({ path = [] }) => {
    const key = path.at(-1);
    if (typeof key !== "string") return true;
    const found = objectsAt(data, path.slice(0, -1));
    return found.length === 0 || found.some((each) => each === null || Object.hasOwn(each, key));
  });
}

/** The objects at a path, or null where there is none (any more); without the index of a list, those of all its items. */
function objectsAt(value: unknown, path: readonly Segment[]): readonly (object | null)[] {
  if (Array.isArray(value)) {
    const [index, ...rest] = path;
    if (typeof index === "number") return objectsAt(value[index], rest);
    return value.flatMap((item) => objectsAt(item, path));
  }
  if (typeof value !== "object" || value === null) return [null];
  const [key, ...rest] = path;
  if (key === undefined) return [value];
  return objectsAt((value as Readonly<Record<string, unknown>>)[key], rest);
}
