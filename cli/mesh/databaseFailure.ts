import { MeshError } from "@datamesh/kernel";
import { storeFailure } from "@datamesh/kernel/postgres";
import { errorCode } from "../database/index.ts";

/** `disk_full`, of PostgreSQL's appendix A. */
const DISK_FULL = "53100";

/** What a failure while a command used the database means: that it is full or went away, or the failure itself. */
export function databaseFailure(failure: unknown): unknown {
  if (failure instanceof MeshError) return failure;
  const options = { cause: failure };
  if (errorCode(failure) === DISK_FULL) {
    return new MeshError("UNAVAILABLE", "the disk of the database is full: make room there", {}, options);
  }
  const meaning = storeFailure("", failure);
  if (!(meaning instanceof MeshError) || meaning.code !== "UNAVAILABLE") return failure;
  return new MeshError(
    "UNAVAILABLE",
    "the database went away while the command ran: repeat the command when it is back; what is known changes nothing",
    {},
    options,
  );
}
