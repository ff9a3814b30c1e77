import type { Deprecation } from "@datamesh/kernel/product";

/**
 * Tells a client that what it reads will be withdrawn: `Deprecation` (RFC 9745) since when it is deprecated, `Sunset`
 * (RFC 8594) when it ends; the earliest of each where it reads several such products. No headers when it reads none.
 */
export function deprecationHeaders(
  deprecations: readonly Deprecation[] = [],
): Readonly<Record<string, string>> {
  if (deprecations.length === 0) return NO_HEADERS;
  return {
    deprecation: `@${earliest(deprecations.map(({ since }) => since)).getTime() / 1_000}`,
    sunset: earliest(deprecations.map(({ sunset }) => sunset)).toUTCString(),
  };
}

/** Those of an answer that reads nothing deprecated. */
export const NO_HEADERS: Readonly<Record<string, string>> = Object.freeze({});

/** The beginning, in UTC, of the first of these days. */
function earliest(days: readonly string[]): Date {
  const [first = ""] = days.toSorted();
  return new Date(`${first}T00:00:00.000Z`);
}
