/**
 * The closed set of codes an answer of the mesh can carry (`extensions.code` in GraphQL).
 *
 * | code | meaning |
 * |---|---|
 * | UNAUTHENTICATED | no valid bearer token |
 * | FORBIDDEN | a valid consumer, and a policy that says no |
 * | BAD_USER_INPUT | an argument, file, event or setting that cannot be used as given |
 * | GRAPHQL_VALIDATION_FAILED | the document does not parse or does not fit the schema |
 * | LIMIT_EXCEEDED | larger, deeper or longer than the gateway accepts |
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
  "LIMIT_EXCEEDED",
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
