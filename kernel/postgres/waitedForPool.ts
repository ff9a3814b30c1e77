import pg from "pg";

/** What pg says when the time for making a connection is over. */
const SLOW = "Connection terminated due to connection timeout";

/**
 * A pool that tells a server which lets nobody in for now from one that is not there: by whether other connections to it
 * stand when the time for a new one is over.
 */
export class WaitedForPool extends pg.Pool {
  #standing = 0;

  constructor(config: pg.PoolConfig) {
    super(config);
    this.on("connect", () => (this.#standing += 1)).on("remove", () => (this.#standing -= 1));
  }

  /** What a failure to get a connection was. */
  told(failure: unknown): unknown {
    if (this.#standing === 0 || !(failure instanceof Error) || failure.message !== SLOW) return failure;
    return new Error("timeout exceeded when trying to connect, while others are connected", {
      cause: failure,
    });
  }

  /** A connection of the pool, to be released. */
  async take(): Promise<pg.PoolClient> {
    try {
      return await this.connect();
    } catch (failure) {
      throw this.told(failure);
    }
  }
}
