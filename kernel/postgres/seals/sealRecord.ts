import { contextNames } from "../contextNames.ts";
import type { Queryable, TextRow } from "../database.ts";

/** What the database remembers of the last seal of a log. */
export interface SealRecord {
  /** -1 before the first line of the seals file. */
  readonly seal: number;
  readonly position: number;
  readonly hash: string;
}

/** What the database knows of a log and its seals. */
export interface SealedLog {
  readonly head: number;
  /** Undefined when somebody has removed it. */
  readonly record: SealRecord | undefined;
}

/** Reads both at one moment. */
export async function readSealedLog(database: Queryable, context: string): Promise<SealedLog> {
  const { logHead, logSeal } = contextNames(context);
  const [row] = await database.query({
    text: `select h.head, s.seal, s.position, s.hash from ${logHead} h left join ${logSeal} s on true`,
  });
  return { head: Number(row?.["head"] ?? 0), record: recordOf(row) };
}

/** Takes the right to seal until the transaction ends; undefined when another sealer has it. */
export async function lockSeal(transaction: Queryable, context: string): Promise<SealRecord | undefined> {
  const [row] = await transaction.query({ text: `select * from ${contextNames(context).lockSeal}()` });
  return recordOf(row);
}

/** Remembers the last seal; false when the record does not take it, being further already. */
export async function recordSeal(
  transaction: Queryable,
  context: string,
  { seal, position, hash }: SealRecord,
): Promise<boolean> {
  const [row] = await transaction.query({
    text: `select ${contextNames(context).recordSeal}($1, $2, $3) as taken`,
    values: [seal, position, hash],
  });
  return row?.["taken"] === "t";
}

const recordOf = (row: TextRow | undefined): SealRecord | undefined =>
  row === undefined || row["seal"] === null
    ? undefined
    : { seal: Number(row["seal"]), position: Number(row["position"]), hash: row["hash"] ?? "" };
