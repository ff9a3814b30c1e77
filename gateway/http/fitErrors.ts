import type { GraphQLFormattedError } from "graphql";

/** Bytes of JSON that the errors of a refusal may take; what stands around them is far below 200. */
const MOST_BYTES = 1_700;

/**
 * As many of the errors as a refusal may hold, at least the first: a refusal is smaller than 2 kB however much is wrong
 * with what was sent.
 */
export function fitErrors<E extends GraphQLFormattedError>(errors: readonly E[]): readonly E[] {
  let bytes = 0;
  const end = errors.findIndex((error, index) => {
    bytes += Buffer.byteLength(JSON.stringify(error));
    return index > 0 && bytes > MOST_BYTES;
  });
  return end === -1 ? errors : errors.slice(0, end);
}
