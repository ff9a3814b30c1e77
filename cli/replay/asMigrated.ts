import { MeshError } from "@datamesh/kernel";
import { errorCode } from "../database/index.ts";

/** `undefined_column`, `undefined_table` and `undefined_function`, of PostgreSQL's appendix A. */
const MISSING = new Set(["42703", "42P01", "42883"]);

/**
 * Runs `work` on a database that it must not change, and so does not migrate. Fails with UNAVAILABLE when an earlier
 * release left it without something that this one reads.
 */
export async function asMigrated<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    if (!MISSING.has(errorCode(cause) ?? "")) throw cause;
    throw new MeshError(
      "UNAVAILABLE",
      "the database lacks something that this release or this declaration reads: start the mesh with it, or run datamesh migrate, first",
      {},
      { cause },
    );
  }
}
