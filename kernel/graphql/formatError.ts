import type { GraphQLError, GraphQLFormattedError } from "graphql";
import { ERROR_CODES, MeshError, type ErrorCode } from "../errors.ts";

const FROM_APOLLO: Readonly<Record<string, ErrorCode>> = {
  GRAPHQL_PARSE_FAILED: "GRAPHQL_VALIDATION_FAILED",
  OPERATION_RESOLUTION_FAILURE: "GRAPHQL_VALIDATION_FAILED",
  BAD_REQUEST: "BAD_USER_INPUT",
  PERSISTED_QUERY_NOT_FOUND: "BAD_USER_INPUT",
  PERSISTED_QUERY_NOT_SUPPORTED: "BAD_USER_INPUT",
};

/**
 * An error of an operation as a consumer may see it: one of the closed codes, with the details of the MeshError
 * behind it. Whatever nobody foresaw is INTERNAL and tells nothing but the request id, under which the log has it.
 */
export function formatError(error: GraphQLError, requestId: string): GraphQLFormattedError {
  const cause = meshErrorBehind(error);
  const code = cause?.code ?? codeOf(error);
  const { message, locations, path } = error;
  const place = { ...(locations && { locations }), ...(path && { path }) };
  if (code === "INTERNAL") {
    return { message: `internal error, request ${requestId}`, ...place, extensions: { code, requestId } };
  }
  return { message, ...place, extensions: { ...cause?.details, code } };
}

/** The code an error will be shown with. */
export const errorCode = (error: GraphQLError): ErrorCode => meshErrorBehind(error)?.code ?? codeOf(error);

function meshErrorBehind(error: unknown): MeshError | undefined {
  if (error instanceof MeshError) return error;
  const inner = (error as { originalError?: unknown } | null | undefined)?.originalError;
  return inner === undefined || inner === error ? undefined : meshErrorBehind(inner);
}

function codeOf({ extensions }: GraphQLError): ErrorCode {
  const code = String(extensions["code"]);
  return FROM_APOLLO[code] ?? ERROR_CODES.find((each) => each === code) ?? "INTERNAL";
}
