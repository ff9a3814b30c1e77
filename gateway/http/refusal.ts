import type { MeshError } from "@datamesh/kernel";
import type { Exchange } from "./exchange.ts";
import { fitErrors } from "./fitErrors.ts";
import { formatError } from "./formatError.ts";
import { HTTP_STATUS } from "./httpStatus.ts";
import { jsonReply } from "./reply.ts";
import type { Reply } from "./reply.ts";

/** Why a request is not served, before GraphQL has a say. */
export interface Refusal {
  readonly error: MeshError;
  /** Where the code's own status says too little. */
  readonly status?: number;
  readonly headers?: Reply["headers"];
  /** What stands beside the error, such as the cost that was asked for. */
  readonly extensions?: Readonly<Record<string, unknown>> | undefined;
}

/** A step of the way: what it found, or why the way ends there. */
export type Outcome<Found> =
  { readonly ok: true; readonly found: Found } | { readonly ok: false; readonly refusal: Refusal };

/** The reply to a refused request: the same shape as a GraphQL answer. */
export function refusalReply(
  { error, status, headers, extensions }: Refusal,
  { requestId, log, note }: Exchange,
): Reply {
  const formatted = formatError(error, { requestId, log });
  note({ code: formatted.extensions.code });
  const body = { errors: [formatted], ...(extensions && { extensions }) };
  return jsonReply(status ?? HTTP_STATUS[formatted.extensions.code], body, headers);
}

/** The reply to a request that is refused for several reasons, at least one; its status is that of the first. */
export function refusalsReply(errors: readonly MeshError[], { requestId, log, note }: Exchange): Reply {
  const formatted = errors.slice(0, MOST_TOLD).map((error) => formatError(error, { requestId, log }));
  const code = formatted[0]?.extensions.code ?? "INTERNAL";
  note({ code });
  return jsonReply(HTTP_STATUS[code], { errors: fitErrors(formatted) });
}

/** An answer does not grow with what is wrong. */
const MOST_TOLD = 20;

/** The reply to a request that failed with anything at all. */
export function failureReply(error: unknown, { requestId, log, note }: Exchange): Reply {
  const formatted = formatError(error, { requestId, log });
  note({ code: formatted.extensions.code });
  return jsonReply(HTTP_STATUS[formatted.extensions.code], { errors: [formatted] });
}
