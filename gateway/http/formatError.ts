import { ERROR_CODES, MeshError } from "@datamesh/kernel";
import type { ErrorCode } from "@datamesh/kernel";
import { GraphQLError } from "graphql";
import type { GraphQLFormattedError } from "graphql";
import type { Logger } from "pino";
import { cutMessage } from "./cutMessage.ts";

/** An error as a consumer may see it. */
export interface ConsumerError extends GraphQLFormattedError {
  readonly extensions: { readonly code: ErrorCode; readonly [fact: string]: unknown };
}

/** The request that met the error. */
export interface ErrorContext {
  readonly requestId: string;
  /** Where an error goes that the consumer may not see. */
  readonly log: Pick<Logger, "error">;
}

/** A code of the closed set, and a better message where the error's own is of no use to a consumer. */
interface Meaning {
  readonly code: ErrorCode;
  readonly message?: string;
}

/** Codes of Apollo Server that have another name here. */
const APOLLO_CODES: ReadonlyMap<unknown, Meaning> = new Map<unknown, Meaning>([
  ["GRAPHQL_PARSE_FAILED", { code: "GRAPHQL_VALIDATION_FAILED" }],
  ["BAD_REQUEST", { code: "BAD_USER_INPUT" }],
  ["OPERATION_RESOLUTION_FAILURE", { code: "BAD_USER_INPUT" }],
  ["PERSISTED_QUERY_NOT_FOUND", { code: "BAD_USER_INPUT", message: "persisted queries are not accepted" }],
  [
    "PERSISTED_QUERY_NOT_SUPPORTED",
    { code: "BAD_USER_INPUT", message: "persisted queries are not accepted" },
  ],
]);

const TOO_COSTLY: Meaning = {
  code: "FIELD_LIMIT_EXCEEDED",
  message: "the document is too costly to validate: select fewer fields of the same name",
};

/** A conflict of fields names each of them. */
const MOST_LOCATIONS = 5;

/** Extensions that other servers fill with stacks and addresses. */
const LEAKING = new Set([
  "code",
  "http",
  "exception",
  "stacktrace",
  "stack",
  "originalError",
  "serviceName",
  "url",
]);

/**
 * Maps whatever was thrown or answered onto the closed set of codes. What is not of that set, and what is
 * INTERNAL, becomes a neutral message with the request id and, where it concerns one, the product; the error itself goes to
 * the log and nowhere else.
 */
export function formatError(error: unknown, { requestId, log }: ErrorContext): ConsumerError {
  const cause = causeOf(error);
  const meaning = meaningOf(error, cause);
  if (meaning === undefined || meaning.code === "INTERNAL") {
    log.error({ err: cause }, "a request met an internal error");
    return {
      message: "something went wrong here; the request id leads to the cause",
      ...placeOf(error),
      extensions: { code: "INTERNAL", requestId, ...productOf(error, cause) },
    };
  }
  return {
    message: cutMessage(meaning.message ?? messageOf(error, cause)),
    ...placeOf(error),
    extensions: { ...factsOf(error, cause), code: meaning.code },
  };
}

/** What Apollo wrapped, down to the first error that is not GraphQL's. */
function causeOf(error: unknown): unknown {
  return error instanceof GraphQLError && error.originalError ? causeOf(error.originalError) : error;
}

function meaningOf(error: unknown, cause: unknown): Meaning | undefined {
  if (cause instanceof MeshError) return { code: cause.code };
  if (!(error instanceof GraphQLError)) return undefined;
  const { code, validationErrorCode } = error.extensions;
  if (validationErrorCode === "MAX_RECURSIVE_SELECTIONS_EXCEEDED") return TOO_COSTLY;
  // How graphql-js ends a validation that compares too many fields.
  if (code === "GRAPHQL_VALIDATION_FAILED" && error.message === "Validation aborted.") return TOO_COSTLY;
  return isErrorCode(code) ? { code } : APOLLO_CODES.get(code);
}

function isErrorCode(code: unknown): code is ErrorCode {
  return ERROR_CODES.some((known) => known === code);
}

function messageOf(error: unknown, cause: unknown): string {
  if (cause instanceof MeshError) return cause.message;
  return error instanceof GraphQLError ? error.message : "";
}

function factsOf(error: unknown, cause: unknown): Readonly<Record<string, unknown>> {
  if (cause instanceof MeshError) return cause.details;
  const facts = error instanceof GraphQLError ? Object.entries(error.extensions) : [];
  return Object.fromEntries(facts.filter(([name]) => !LEAKING.has(name)));
}

function productOf(error: unknown, cause: unknown): { readonly product?: string } {
  const { product } = factsOf(error, cause);
  return typeof product === "string" ? { product } : {};
}

function placeOf(error: unknown): Pick<GraphQLFormattedError, "locations" | "path"> {
  if (!(error instanceof GraphQLError)) return {};
  const { locations, path } = error;
  return { ...(locations && { locations: locations.slice(0, MOST_LOCATIONS) }), ...(path && { path }) };
}
