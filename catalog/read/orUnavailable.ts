import { MeshError } from "@datamesh/kernel";

/** Error codes of node:net and SQLSTATEs that say the database is not there now (PostgreSQL, appendix A). */
const UNREACHABLE = /^(E[A-Z_]+|08...|53...|57P..)$/;
/** What pg says, without a code, of connections it lost or never got. */
const LOST = /^(Connection terminated|timeout exceeded when trying to connect|Cannot use a pool after)/;

/** Runs a read of the catalog's tables. Fails with UNAVAILABLE when the database cannot be reached. */
export async function orUnavailable<T>(read: () => Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (failure) {
    const { code = "", message = "" } = failure as { code?: string; message?: string };
    if (!UNREACHABLE.test(code) && !LOST.test(message)) throw failure;
    throw new MeshError("UNAVAILABLE", "the catalog cannot reach its store", {}, { cause: failure });
  }
}
