import { MeshError } from "../../errors.ts";

/** Error codes of node:net and SQLSTATEs that say the database is not there now (PostgreSQL, appendix A). */
const UNREACHABLE =
  /^(E(CONNREFUSED|CONNRESET|CONNABORTED|NOTFOUND|AI_AGAIN|TIMEDOUT|HOSTUNREACH|NETUNREACH|PIPE)|ENOENT|08...|53...|57P..)$/;
/** What pg says, without a code, of connections it lost, never got or has given up. */
const LOST =
  /^(Connection terminated|timeout exceeded when trying to connect|Client (has encountered a connection error|was closed)|Cannot use a pool after)/;

/**
 * What a failed statement means to whoever reads: UNAVAILABLE when the store of the context cannot be reached or
 * gave up, BAD_USER_INPUT when it refuses a value as out of range, and otherwise the failure itself.
 */
export function storeFailure(context: string, failure: unknown): unknown {
  const { code = "", message = "" } = failure as { code?: string; message?: string };
  if (UNREACHABLE.test(code) || (code === "" && LOST.test(message))) {
    return new MeshError("UNAVAILABLE", `context ${context} cannot reach its store`, {}, { cause: failure });
  }
  if (code === "57014") {
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
