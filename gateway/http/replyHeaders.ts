import { HTTP_STATUS } from "./httpStatus.ts";
import type { Reply } from "./reply.ts";
import { SECURITY_HEADERS } from "./securityHeaders.ts";

/** What of a reply's head is not of its route. */
export interface HeadParts {
  readonly requestId: string;
  /** Whether the server closes: a kept connection would only wait for its end. */
  readonly isClosing: boolean;
}

const OK = 200;
/** When to try again what is unavailable now, in seconds. */
const RETRY_AFTER = "1";

/** Names and values in turn, as Node sends them without looking at them again (`response.writeHead`). */
type RawHeaders = string[];

const known = new WeakMap<Reply["headers"], readonly string[]>();

/**
 * The head of a reply: what all carry, and what its route says, which counts where both say something. Headers that are
 * frozen are those of many replies, and put together once.
 */
export function replyHeaders(
  { status, headers }: Pick<Reply, "status" | "headers">,
  { requestId, isClosing }: HeadParts,
): RawHeaders {
  if (!isClosing && status === OK && Object.isFrozen(headers)) {
    const raw = (known.get(headers) ?? remember(headers)).slice();
    if (!("x-request-id" in headers)) raw.push("x-request-id", requestId);
    return raw;
  }
  return flat({
    ...SECURITY_HEADERS,
    "x-request-id": requestId,
    ...(isClosing && { connection: "close" }),
    ...(status === HTTP_STATUS.UNAVAILABLE && { "retry-after": RETRY_AFTER }),
    ...headers,
  });
}

function remember(headers: Reply["headers"]): readonly string[] {
  const raw = flat({ ...SECURITY_HEADERS, ...headers });
  known.set(headers, raw);
  return raw;
}

const flat = (headers: Reply["headers"]): RawHeaders => Object.entries(headers).flat();
