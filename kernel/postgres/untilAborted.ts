import type pg from "pg";
import { cancelStatement } from "./cancelStatement.ts";
import type { WaitedForPool } from "./waitedForPool.ts";

/** A SQLSTATE that a statement failed with and its connection outlived: not of classes 08, 57P and XX. */
const OF_STATEMENT = /^(?!08|57P|XX)[0-9A-Z]{5}$/;

/**
 * Runs one statement on a connection of the pool. An abort cancels it in the server, and the connection goes back to
 * the pool once that cannot reach anybody else's statement. Rejects with what the statement failed with, or with the
 * signal's reason if it was not sent yet.
 */
export async function untilAborted<T>(
  pool: WaitedForPool,
  signal: AbortSignal,
  run: (client: pg.PoolClient) => Promise<T>,
): Promise<T> {
  signal.throwIfAborted();
  const client = await pool.take();
  let broken: Error | undefined;
  let cancelled: Promise<void> | undefined;
  const onCut = (error: Error): void => void (broken = error);
  const onAbort = (): void => {
    cancelled = cancelStatement(client).catch(onCut);
  };
  client.on("error", onCut);
  signal.addEventListener("abort", onAbort);
  try {
    signal.throwIfAborted();
    return await run(client);
  } catch (error) {
    if (error !== signal.reason && !isOfStatement(error)) broken ??= error as Error;
    throw error;
  } finally {
    signal.removeEventListener("abort", onAbort);
    await cancelled;
    client.off("error", onCut);
    client.release(broken);
  }
}

const isOfStatement = (error: unknown): boolean =>
  OF_STATEMENT.test(String((error as { code?: unknown }).code));
