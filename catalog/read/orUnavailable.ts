import { storeFailure } from "@datamesh/kernel/postgres";

/** Runs a read of the catalog's tables. Fails with UNAVAILABLE when the database cannot be reached. */
export async function orUnavailable<T>(read: () => Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (failure) {
    throw storeFailure("catalog", failure);
  }
}
