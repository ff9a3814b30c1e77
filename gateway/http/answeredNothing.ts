import type { ErrorCode } from "@datamesh/kernel";
import type { GraphQLFormattedError } from "graphql";

/** What a consumer gets. */
export interface Given {
  readonly data?: unknown;
  readonly errors?: readonly GraphQLFormattedError[] | undefined;
}

type Path = readonly string[];

/**
 * Whether nothing at all could be answered for reasons with these codes: every error has one of them, and there is no
 * value beside them. A null that no error explains is a value.
 */
export function answeredNothing({ data, errors = [] }: Given, codes: readonly ErrorCode[]): boolean {
  const isOfThese = ({ extensions }: GraphQLFormattedError): boolean =>
    codes.some((code) => code === extensions?.code);
  if (errors.length === 0 || !errors.every(isOfThese)) return false;
  return !holdsValue(data ?? null, [], errors.map(keysOf));
}

function holdsValue(value: unknown, path: Path, failed: readonly Path[]): boolean {
  if (value === null) return !failed.some((each) => explains(each, path));
  if (typeof value !== "object") return true;
  if (Array.isArray(value)) return value.length === 0 || value.some((each) => holdsValue(each, path, failed));
  return Object.entries(value).some(([key, child]) => holdsValue(child, [...path, key], failed));
}

/** A null rises from where it arose, so an error explains what is above it and what is below. */
function explains(failed: Path, path: Path): boolean {
  const shorter = Math.min(failed.length, path.length);
  return failed.slice(0, shorter).join(" ") === path.slice(0, shorter).join(" ");
}

const keysOf = ({ path = [] }: GraphQLFormattedError): Path =>
  path.filter((segment) => typeof segment === "string");
