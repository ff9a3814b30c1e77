/**
 * The closed set of codes an answer of the mesh can carry (`extensions.code` in GraphQL).
 *
 * | code | meaning |
 * |---|---|
 * | UNAUTHENTICATED | no valid bearer token |
 * | FORBIDDEN | a valid consumer, and a policy that says no |
 * | BAD_USER_INPUT | an argument, file, event or setting that cannot be used as given |
 * | GRAPHQL_VALIDATION_FAILED | the document does not parse or does not fit the schema |
 * | BODY_LIMIT_EXCEEDED | more bytes in the body of a request than the gateway accepts |
 * | TOKEN_LIMIT_EXCEEDED | more tokens in a document |
 * | NESTING_LIMIT_EXCEEDED | more brackets inside one another |
 * | DEPTH_LIMIT_EXCEEDED | more fields below one another |
 * | FIELD_LIMIT_EXCEEDED | more fields, fragments expanded |
 * | ROOT_FIELD_LIMIT_EXCEEDED | more fields of the operation itself |
 * | FRAGMENT_LIMIT_EXCEEDED | more fragments, each counted where it is expanded |
 * | ALIAS_LIMIT_EXCEEDED | more aliases |
 * | DIRECTIVE_LIMIT_EXCEEDED | more directives at one place |
 * | INTROSPECTION_LIMIT_EXCEEDED | more introspection, or deeper |
 * | VARIABLE_LIMIT_EXCEEDED | variables nested deeper |
 * | COST_LIMIT_EXCEEDED | a higher estimated cost |
 * | EVENT_LIMIT_EXCEEDED | more events in one request, or nested deeper |
 * | RATE_LIMITED | more requests, at once or in a time, than one consumer may send; trying again helps |
 * | DOCUMENT_NOT_TRUSTED | the document was not published for this client, or nothing else is accepted |
 * | TOKEN_EXPIRED | a subscription came to the end of its token; with the position to go on from |
 * | SLOW_READER | a subscriber did not read what it was sent; with the position to go on from |
 * | NOT_FOUND | the named thing does not exist |
 * | CONFLICT | what was expected is not so any more, such as the version of a stream |
 * | GENERATION_GONE | what was asked for belongs to a generation of a product that is no longer kept |
 * | AS_OF_UNAVAILABLE | a cut that is not held, or not any longer; with the earliest one that is |
 * | NOT_REACHED | a product has not folded yet what `atLeast` or `asOf` asks for; trying again may help |
 * | UNAVAILABLE | a part of the mesh does not answer now; trying again may help |
 * | INTERNAL | our fault; the request id leads to the log line |
 */
export const ERROR_CODES = [
  "UNAUTHENTICATED",
  "FORBIDDEN",
  "BAD_USER_INPUT",
  "GRAPHQL_VALIDATION_FAILED",
  "BODY_LIMIT_EXCEEDED",
  "TOKEN_LIMIT_EXCEEDED",
  "NESTING_LIMIT_EXCEEDED",
  "DEPTH_LIMIT_EXCEEDED",
  "FIELD_LIMIT_EXCEEDED",
  "ROOT_FIELD_LIMIT_EXCEEDED",
  "FRAGMENT_LIMIT_EXCEEDED",
  "ALIAS_LIMIT_EXCEEDED",
  "DIRECTIVE_LIMIT_EXCEEDED",
  "INTROSPECTION_LIMIT_EXCEEDED",
  "VARIABLE_LIMIT_EXCEEDED",
  "COST_LIMIT_EXCEEDED",
  "EVENT_LIMIT_EXCEEDED",
  "RATE_LIMITED",
  "DOCUMENT_NOT_TRUSTED",
  "TOKEN_EXPIRED",
  "SLOW_READER",
  "NOT_FOUND",
  "CONFLICT",
  "GENERATION_GONE",
  "AS_OF_UNAVAILABLE",
  "NOT_REACHED",
  "UNAVAILABLE",
  "INTERNAL",
] as const;

export type ErrorCode = (typeof ERROR_CODES)[number];

/** Facts about an error that are safe to show to whoever caused it. */
export type ErrorDetails = Readonly<Record<string, unknown>>;

/**
 * The one error class of the mesh. `message` and `details` may be shown to a consumer, so they never hold
 * secrets, addresses or stacks; what an operator needs beyond that goes into `cause`.
 */
export class MeshError extends Error {
  override readonly name = "MeshError";

  constructor(
    readonly code: ErrorCode,
    message: string,
    readonly details: ErrorDetails = {},
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}
