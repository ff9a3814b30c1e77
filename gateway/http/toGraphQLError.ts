import { isNativeError } from "node:util/types";
import { MeshError } from "@datamesh/kernel";
import { GraphQLError } from "graphql";
import type { GraphQLFormattedError } from "graphql";
import { HTTP_STATUS } from "./httpStatus.ts";

/** What a mesh threw, as Apollo Server understands it. It is the whole answer and so has an HTTP status. */
export function thrownError(thrown: unknown): GraphQLError {
  if (thrown instanceof GraphQLError) return thrown;
  const originalError = isNativeError(thrown) ? thrown : new TypeError(`${typeof thrown} was thrown`);
  const status = HTTP_STATUS[thrown instanceof MeshError ? thrown.code : "INTERNAL"];
  return new GraphQLError(originalError.message, { originalError, extensions: { http: { status } } });
}

/**
 * An error a mesh answered, as Apollo Server understands it. It stands beside data, so nothing it carries from
 * a subgraph may set the status or headers of the whole.
 */
export function answeredError(error: GraphQLFormattedError): GraphQLError {
  if (error instanceof GraphQLError) return error;
  const { message, path, extensions: { http: _http, ...extensions } = {} } = error;
  const originalError = isNativeError(error) ? error : undefined;
  return new GraphQLError(message, { path, extensions, originalError });
}

/** The status that `thrownError` has found for the whole answer. */
export function thrownStatus({ extensions }: GraphQLError): number {
  const { status } = (extensions["http"] ?? {}) as { readonly status?: unknown };
  return typeof status === "number" ? status : HTTP_STATUS.INTERNAL;
}

/** Says what is missing without helping to guess a name. */
export function noSuchOperation(name: string | undefined): GraphQLError {
  return new GraphQLError(
    name === undefined
      ? 'the document has several operations: name one in "operationName"'
      : "the document has no operation of that name",
    { extensions: { code: "OPERATION_RESOLUTION_FAILURE" } },
  );
}
