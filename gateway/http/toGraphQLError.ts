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
