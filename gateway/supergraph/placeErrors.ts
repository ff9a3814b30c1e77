import { type DocumentNode, GraphQLError, type GraphQLFormattedError } from "graphql";
import { type LostSelection, lostSelections } from "./lostSelections.ts";
import type { SubgraphResult } from "./subgraphCall.ts";

/**
 * The extension in which keys of a lost entity travel through the engine, which knows where in the data the
 * entity stands.
 */
const LOST_KEYS = "datamesh.lostKeys";

/**
 * A subgraph's errors for an engine that relocates them by their path. When the subgraph delivered nothing,
 * each thing it was asked for gets an error, since one without a path would not tell a consumer which of its
 * nulls it explains.
 */
export function placeErrors(
  { data, errors }: SubgraphResult,
  document: DocumentNode,
  variables?: Readonly<Record<string, unknown>>,
): readonly GraphQLError[] {
  if (data !== null || errors.length === 0) return errors.map((error) => engineError(error, error.path));
  return lostSelections(document, variables).map((lost) => {
    const own = errors.find(({ path }) => path?.[0] === lost.path[0]);
    return lostError(own ?? errors[0], lost);
  });
}

/**
 * The errors as they came out of the engine, for the consumer: those about what was lost name each lost
 * field, once and without list indices, whatever the number of rows.
 */
export function locateErrors(errors: readonly GraphQLError[]): readonly GraphQLFormattedError[] {
  const located = new Map<string, GraphQLFormattedError>();
  for (const each of errors.flatMap(locateError)) {
    located.set(JSON.stringify([each.path, each.message]), each);
  }
  return [...located.values()];
}

function lostError(error: GraphQLFormattedError | undefined, lost: LostSelection): GraphQLError {
  const { message = "", extensions, path } = error ?? {};
  const isEntity = lost.path.length > 1;
  if (!isEntity) return engineError({ message, extensions }, path ?? lost.path);
  return engineError({ message, extensions: { ...extensions, [LOST_KEYS]: lost.keys } }, lost.path);
}

function engineError(
  { message, extensions }: GraphQLFormattedError,
  path: GraphQLFormattedError["path"],
): GraphQLError {
  return new GraphQLError(message, { path, extensions });
}

function locateError({ message, path = [], extensions }: GraphQLError): readonly GraphQLFormattedError[] {
  const { [LOST_KEYS]: lost, ...shown } = extensions;
  if (!Array.isArray(lost)) return [{ message, ...(path.length > 0 && { path }), extensions: shown }];
  const entity = path.filter((segment) => typeof segment === "string");
  const places = lost.length === 0 ? [entity] : lost.map((key) => [...entity, String(key)]);
  return places.map((place) => ({ message, path: place, extensions: shown }));
}
