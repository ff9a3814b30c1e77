import { MeshError } from "../errors.ts";
import { isSaturated, storeFailure } from "./read/storeFailure.ts";

/** `disk_full`, of PostgreSQL's appendix A. */
const DISK_FULL = "53100";

/**
 * Why work on the database failed, in words for the operator. A database that is away fails in many ways, one after
 * the other, as it stops, is gone and comes back: they are one reason, so that an outage is told once.
 */
export function failureReason(failure: unknown): string {
  if ((failure as { code?: unknown } | undefined)?.code === DISK_FULL)
    return "the disk of the database is full";
  if (isSaturated(failure)) return "the database has no connection, memory or other resource to spare";
  const meaning = storeFailure("", failure);
  if (!(failure instanceof MeshError) && meaning instanceof MeshError && meaning.code === "UNAVAILABLE") {
    return "the database cannot be reached";
  }
  return failure instanceof Error ? failure.message : "unknown";
}
