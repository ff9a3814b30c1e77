const DEADLOCK = "40P01";
const MOST_TRIES = 5;

/**
 * Does a transaction's work again when PostgreSQL ended it for a deadlock, at most five times in all. Who changes tables
 * beside a running mesh locks them in one order, and readers, whom nobody can tell, in theirs.
 */
export async function pastDeadlocks<T>(work: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await work();
    } catch (error) {
      if (tries === MOST_TRIES || (error as { code?: unknown }).code !== DEADLOCK) throw error;
    }
  }
}
