import { MeshError } from "../../errors.ts";

/** SQLSTATEs of a server that is there and has nothing to spare: resources, memory, connections. */
const SATURATED = /^53[023]00$/;
/** `disk_full`: a read that sorts or joins more than fits into memory writes to the disk too. */
const DISK_FULL = "53100";
/** What a pooler says, as a protocol violation (08P01), when it hands out no connection. */
const OF_POOLER = /query_wait_timeout|no more connections allowed/;
/** Error codes of node:net and SQLSTATEs that say the database is not there now (PostgreSQL, appendix A). */
const UNREACHABLE =
  /^(E(CONNREFUSED|CONNRESET|CONNABORTED|NOTFOUND|AI_AGAIN|TIMEDOUT|HOSTUNREACH|NETUNREACH|PIPE)|ENOENT|08...|53...|57P..)$/;
/** What pg says, without a code, of connections it lost, never got or has given up. */
const LOST =
  /^(Connection terminated|Client (has encountered a connection error|was closed)|Cannot use a pool after)/;
/** What pg says when every connection of a pool stayed taken, and we when no more could be had (waitedForPool.ts). */
const TAKEN = /^timeout exceeded when trying to connect/;
/** What pg says when a statement got no answer at all. */
const SILENT = "Query read timeout";
/** `query_canceled`: the statement took longer than it may. */
const CANCELLED = "57014";

/**
 * What a failed statement means to whoever reads: UNAVAILABLE when the store of the context cannot be reached, has
 * nothing to spare, no room on its disk, or gave up, or when the signal has ended it, BAD_USER_INPUT when it refuses a value as out of range,
 * and otherwise the failure itself.
 */
export function storeFailure(context: string, failure: unknown, signal?: AbortSignal): unknown {
  if (signal?.aborted === true) {
    return new MeshError(
      "UNAVAILABLE",
      `nobody waits for context ${context} any more`,
      {},
      { cause: failure },
    );
  }
  const { code, message, syscall } = partsOf(failure);
  if (isBusy(code, message)) {
    return new MeshError(
      "UNAVAILABLE",
      `context ${context} is busy: try again in a moment`,
      {},
      { cause: failure },
    );
  }
  if (code === DISK_FULL) {
    return new MeshError(
      "UNAVAILABLE",
      `the store of context ${context} has no room left on its disk`,
      {},
      { cause: failure },
    );
  }
  // A socket that is not there and a file that is not there have the same code.
  const isOfFile = code === "ENOENT" && syscall !== "connect";
  if ((UNREACHABLE.test(code) && !isOfFile) || (code === "" && LOST.test(message))) {
    return new MeshError("UNAVAILABLE", `context ${context} cannot reach its store`, {}, { cause: failure });
  }
  if (code === CANCELLED || (code === "" && message === SILENT)) {
    return new MeshError("UNAVAILABLE", `context ${context} did not answer in time`, {}, { cause: failure });
  }
  if (code.startsWith("22")) {
    return new MeshError(
      "BAD_USER_INPUT",
      "a value is beyond what the store can hold",
      {},
      { cause: failure },
    );
  }
  return failure;
}

/** Whether a server that is there says that it has no connection, memory or other resource to spare. */
export const isSaturated = (failure: unknown): boolean => SATURATED.test(partsOf(failure).code);

const isBusy = (code: string, message: string): boolean =>
  SATURATED.test(code) ||
  (code === "08P01" && OF_POOLER.test(message)) ||
  (code === "" && TAKEN.test(message));

/** What a failure says of itself. The code of a DOMException is a number, and whatever was thrown may have none of it. */
function partsOf(failure: unknown) {
  const { code, message, syscall } = Object(failure) as Readonly<Record<string, unknown>>;
  return {
    code: typeof code === "string" ? code : "",
    message: typeof message === "string" ? message : "",
    syscall,
  };
}
