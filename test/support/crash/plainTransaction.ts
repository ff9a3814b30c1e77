import { setTimeout as sleep } from "node:timers/promises";
import type { Appended, NewEvent } from "@datamesh/kernel/log";
import { position } from "@datamesh/kernel/log";
import { contextNames, type Database, outboxStatement, type Queryable } from "@datamesh/kernel/postgres";
import { between } from "../../../cli/sample/random.ts";

/** What became of a transaction. `committing` tells whether its commit may have reached the server. */
export type PlainOutcome<T> =
  | { readonly kind: "committed"; readonly written: T }
  | { readonly kind: "rolled back" }
  | { readonly kind: "failed"; readonly error: unknown; readonly committing: boolean };

const ROLLS_BACK = 0.4;

class RollBack extends Error {}

/** Runs writing inside a transaction that is often rolled back. */
async function inTransaction<T>(
  pool: Database,
  random: () => number,
  write: (connection: Queryable) => Promise<T>,
): Promise<PlainOutcome<T>> {
  let committing = false;
  try {
    const written = await pool.transaction(async (connection) => {
      const result = await write(connection);
      await sleep(between(random, 0, 5));
      if (random() < ROLLS_BACK) throw new RollBack();
      committing = true;
      return result;
    });
    return { kind: "committed", written };
  } catch (error) {
    if (error instanceof RollBack) return { kind: "rolled back" };
    return { kind: "failed", error, committing };
  }
}

/**
 * Appends inside a transaction of the writer's own, as a producer does that writes something else with it: in one
 * call or two, holding the log's head for a moment, and often rolling back.
 */
export const appendAndMaybeRollBack = (
  pool: Database,
  context: string,
  events: readonly NewEvent[],
  random: () => number,
): Promise<PlainOutcome<readonly Appended[]>> =>
  inTransaction(pool, random, async (connection) => {
    const half = between(random, 0, events.length);
    const told = await append(connection, context, events.slice(0, half));
    told.push(...(await append(connection, context, events.slice(half))));
    return told;
  });

/** Writes events to the outbox of a context, to a stream or none, and often rolls back. */
export const writeOutboxAndMaybeRollBack = (
  pool: Database,
  context: string,
  events: readonly NewEvent[],
  random: () => number,
): Promise<PlainOutcome<null>> =>
  inTransaction(pool, random, async (connection) => {
    const stream = `outbox/${between(random, 1, 4)}`;
    const target = random() < 0.5 ? { stream, expected: "any" as const } : undefined;
    await connection.query(outboxStatement(context, events, target));
    return null;
  });

async function append(
  connection: Queryable,
  context: string,
  events: readonly NewEvent[],
): Promise<Appended[]> {
  const rows = await connection.query({
    text: `select seq_id, duplicate from ${contextNames(context).appendEvents}(
             $1::text[], $2::text[], $3::integer[], $4::timestamptz[], $5::jsonb[], $6::jsonb[])`,
    values: [
      events.map((event) => event.id),
      events.map((event) => event.type),
      events.map((event) => event.version),
      events.map((event) => event.occurredAt),
      events.map((event) => JSON.stringify(event.data)),
      events.map((event) => JSON.stringify(event.metadata)),
    ],
  });
  return rows.map((row, index) => ({
    id: events[index]?.id ?? "",
    position: position(row["seq_id"] ?? ""),
    duplicate: row["duplicate"] === "t",
  }));
}
