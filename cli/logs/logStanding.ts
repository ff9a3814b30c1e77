import { type Database, postgresEventLog } from "@datamesh/kernel/postgres";
import { readSealedLog } from "@datamesh/kernel/postgres/seals";

/** How far a log is, and what is in it. */
export interface LogStanding {
  readonly context: string;
  readonly head: number;
  /** The last sealed position, as the database remembers it; null when nothing was sealed yet. */
  readonly sealed: number | null;
  readonly eventTypes: readonly { readonly type: string; readonly count: number }[];
}

/** Reads it, as the login to project. */
export async function readLogStanding(database: Database, context: string): Promise<LogStanding> {
  const { record } = await readSealedLog(database, context);
  const { head, eventTypes } = await postgresEventLog(context, { read: database }).status();
  const isSealed = record !== undefined && record.seal >= 0;
  return { context, head, sealed: isSealed ? record.position : null, eventTypes };
}
