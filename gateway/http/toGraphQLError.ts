import { MeshError } from "@datamesh/kernel";
import { GraphQLError } from "graphql";
import type { GraphQLFormattedError } from "graphql";
import { HTTP_STATUS } from "./httpStatus.ts";

/**
 * The error class Apollo Server understands, from what a mesh threw or answered. A thrown error is the whole
 * answer and so carries its HTTP status.
 */
export function toGraphQLError(error: unknown): GraphQLError {
  if (error instanceof GraphQLError) return error;
  if (error instanceof Error) {
    const status = HTTP_STATUS[error instanceof MeshError ? error.code : "INTERNAL"];
    return new GraphQLError(error.message, { originalError: error, extensions: { http: { status } } });
  }
  if (isFormatted(error)) {
    return new GraphQLError(error.message, { path: error.path, extensions: error.extensions });
  }
  return new GraphQLError("what was thrown is no error", { extensions: { http: { status: HTTP_STATUS.INTERNAL } } });
}

function isFormatted(error: unknown): error is GraphQLFormattedError {
  return typeof error === "object" && error !== null && "message" in error && typeof error.message === "string";
}
