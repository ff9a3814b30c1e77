import type { Accepted } from "./accepted.ts";
import { answeredNothing } from "./answeredNothing.ts";
import { HTTP_STATUS } from "./httpStatus.ts";
import { RawJson } from "./rawJson.ts";
import type { Result } from "./resultText.ts";

const BAD_REQUEST = 400;

/**
 * The status of a response (GraphQL over HTTP, 6.4): 503, which says when to try again, where nothing could be answered
 * for now; 410 where what is asked for is held no longer; 400 where the request itself is at fault; part of an answer
 * stays 200. Whoever asks for `application/json` by name is told 200 for what is at fault in a well-formed request.
 */
export function resultStatus(result: Result, accepted: Accepted | undefined): number {
  if (result.errors === undefined || result.errors.length === 0) return 200;
  const data = result.data instanceof RawJson ? result.data.read() : result.data;
  const given = { data, errors: result.errors };
  if (answeredNothing(given, ["UNAVAILABLE", "NOT_REACHED"])) return HTTP_STATUS.UNAVAILABLE;
  if (answeredNothing(given, ["AS_OF_UNAVAILABLE"])) return HTTP_STATUS.AS_OF_UNAVAILABLE;
  return result.data === undefined ? requestErrorStatus(accepted) : 200;
}

/** The status of an answer that is nothing but errors in the request. */
export function requestErrorStatus(accepted: Accepted | undefined): number {
  return accepted?.named && accepted.type === "application/json" ? 200 : BAD_REQUEST;
}
