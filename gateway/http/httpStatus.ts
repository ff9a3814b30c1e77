import type { ErrorCode } from "@datamesh/kernel";

/** The HTTP status (RFC 9110, 15) of an answer that is nothing but one error. */
export const HTTP_STATUS: Readonly<Record<ErrorCode, number>> = Object.freeze({
  UNAUTHENTICATED: 401,
  FORBIDDEN: 403,
  BAD_USER_INPUT: 400,
  GRAPHQL_VALIDATION_FAILED: 400,
  LIMIT_EXCEEDED: 400,
  NOT_FOUND: 404,
  CONFLICT: 409,
  GENERATION_GONE: 410,
  AS_OF_UNAVAILABLE: 410,
  NOT_REACHED: 503,
  UNAVAILABLE: 503,
  INTERNAL: 500,
});
