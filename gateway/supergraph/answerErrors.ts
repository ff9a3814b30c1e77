import { ERROR_CODES, type MeshError } from "@datamesh/kernel";
import type { GraphQLFormattedError } from "graphql";
import { consumerKey } from "../authorize/fetchedKey.ts";
import type { PreparedOperation } from "./prepareOperation.ts";

/** A MeshError as an error of an answer, about the selection at the path. */
export function errorAt(error: MeshError, path?: readonly (string | number)[]): GraphQLFormattedError {
  const { code, message, details } = error;
  return { message, ...(path && { path }), extensions: { ...details, code } };
}

/** What the consumer learns of a fault of ours; the request id leads to the log line that has the rest. */
export function internalError(requestId: string, path?: readonly (string | number)[]): GraphQLFormattedError {
  const message = "something went wrong in the gateway";
  return { message, ...(path && path.length > 0 && { path }), extensions: { code: "INTERNAL", requestId } };
}

/** How consumers are told of what no subgraph has told. */
export interface Unforeseen {
  readonly requestId: string;
  /** The error of a value that is missing, or is none of its type, where there must be one. */
  readonly missing: (path: readonly (string | number)[]) => GraphQLFormattedError;
}

/** What the consumer selected. */
export type SelectedPaths = Pick<PreparedOperation, "paths" | "typeKey">;

/**
 * The errors of execution as the consumer of the operation may see them. A path into what only the plan
 * selected ends at the last field the consumer selected, and is left out where the same is told of something below that
 * the consumer selected; a code outside the closed set, which only the engine
 * itself can have made, is INTERNAL; and a value missing without any error gets the one that `missing` makes.
 */
export function executionErrors(
  errors: readonly GraphQLFormattedError[],
  gaps: readonly (readonly (string | number)[])[],
  selected: SelectedPaths,
  { requestId, missing }: Unforeseen,
): readonly GraphQLFormattedError[] {
  if (errors.length === 0 && gaps.length === 0) return NONE;
  const placed = errors.map((error): Placed => ({ error, path: clip(error.path ?? [], selected) }));
  const own = placed.filter((each) => !isToldBelow(each, placed));
  const shown = own.map(({ error, path }) => {
    if (!isKnownCode(error.extensions?.code)) return internalError(requestId, path.filter(isKey));
    return { message: error.message, ...(path.length > 0 && { path }), extensions: error.extensions };
  });
  const unexplained = gaps.filter((gap) => !shown.some(({ path = [] }) => explains(path, gap)));
  return distinct([...shown, ...unexplained.map((path) => missing(path))]);
}

const NONE: readonly GraphQLFormattedError[] = Object.freeze([]);

interface Placed {
  readonly error: GraphQLFormattedError;
  readonly path: readonly (string | number)[];
}

function isToldBelow({ error, path }: Placed, all: readonly Placed[]): boolean {
  if (path.length === (error.path?.length ?? 0)) return false;
  return all.some(
    (other) =>
      other.path.length > path.length && other.error.message === error.message && explains(path, other.path),
  );
}

/** Keeps the first of errors that say the same about the same place. */
export function distinct(errors: readonly GraphQLFormattedError[]): readonly GraphQLFormattedError[] {
  const known = new Map<string, GraphQLFormattedError>();
  for (const error of errors) {
    const id = JSON.stringify([error.path, error.message]);
    if (!known.has(id)) known.set(id, error);
  }
  return [...known.values()];
}

function clip(
  fetched: readonly (string | number)[],
  { paths, typeKey }: SelectedPaths,
): readonly (string | number)[] {
  const path = fetched.map((segment) => (isKey(segment) ? consumerKey(segment, typeKey) : segment));
  for (let length = path.length; length > 0; length--) {
    const keys = path.slice(0, length).filter(isKey);
    if (paths.has(keys.join(" "))) return path.slice(0, length);
  }
  return [];
}

/**
 * A null bubbles up from where it arose, so an error explains what is above it and what is below. Without the index of
 * a list it is about all its items.
 */
function explains(path: readonly (string | number)[], gap: readonly (string | number)[]): boolean {
  let at = 0;
  for (const segment of gap) {
    const own = path[at];
    if (own === undefined) return true;
    if (typeof segment === "number" && typeof own !== "number") continue;
    if (own !== segment) return false;
    at += 1;
  }
  return true;
}

function isKnownCode(code: unknown): boolean {
  return ERROR_CODES.some((each) => each === code);
}

function isKey(segment: string | number): segment is string {
  return typeof segment === "string";
}
