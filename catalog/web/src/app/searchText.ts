/**
 * A value of an address as text; undefined for none, for spaces alone, and for what is given twice. The router tells
 * `2024` and `true` as what they look like, and what a page leaves out as it was given: so pages name every value.
 */
export function searchText(value: unknown): string | undefined {
  if (typeof value !== "string" && typeof value !== "number" && typeof value !== "boolean") return undefined;
  const text = String(value);
  return text.trim() === "" ? undefined : text;
}

/** One of the texts a page knows; undefined for any other. */
export const searchOneOf = <const Name extends string>(
  value: unknown,
  names: readonly Name[],
): Name | undefined => names.find((each) => each === value);
