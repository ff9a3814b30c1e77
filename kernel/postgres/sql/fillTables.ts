import { sealSql } from "../../envelope/index.ts";
import type { Inputs } from "../../projection/changeFeed.ts";
import { OWN_LOG } from "../../projection/index.ts";
import { completeTables } from "../bulk/completeTables.ts";
import { isSealed } from "../columns/index.ts";
import { contextNames } from "../contextNames.ts";
import type { Queryable } from "../database.ts";
import { type Column, columnsOf, rowColumnsOf } from "../products/columnsOf.ts";
import { LAST_EVENT } from "../products/productTables.ts";
import type { Shadow } from "../replay/shadow.ts";
import { keyOfEvent, presenceInEvent, typesSql, valueOfEvent } from "./eventSql.ts";
import type { FoldPlan } from "./foldPlan.ts";
import { alwaysChanges, historyStatement } from "./historyStatement.ts";
import { joinedHistory, type RecordedRange } from "./joinedHistory.ts";
import { joinedRows } from "./joinedRows.ts";
import { type LogRange, ONCE, rowsStatement } from "./rowsStatement.ts";

/** Up to where tables are filled, and the recorded commits that led there when history is told. */
export interface FillRange {
  readonly cut: Inputs;
  readonly recorded?: { readonly cuts: string; readonly last: number };
}

/** Fills the empty tables of a shadow up to a cut, and makes their keys. Answers the position of its history. */
export async function fillTables(
  connection: Queryable,
  shadow: Shadow,
  plan: FoldPlan,
  { cut, recorded }: FillRange,
): Promise<number> {
  const log = contextNames(shadow.projection.context).log;
  const range = { log, upTo: cut[OWN_LOG]?.position ?? 0, cut };
  await makeRoom(connection);
  if (recorded !== undefined) await fillHistory(connection, shadow, plan, { ...range, ...recorded });
  await fillRows(connection, shadow, plan, range, recorded !== undefined);
  await fillMembers(connection, shadow, plan, range);
  await completeTables(connection, shadow);
  return recorded === undefined ? 0 : lastPosition(connection, shadow);
}

/**
 * Sorting and hashing a whole log in the 16 MB of an ordinary query would go through files many times over. PostgreSQL
 * cannot tell how many keys an expression gives and would rather look rows up one by one, which is wrong for many keys
 * and gains little for few.
 */
async function makeRoom(connection: Queryable): Promise<void> {
  await connection.query({ text: "set local work_mem = '128MB'" });
  await connection.query({ text: "set local maintenance_work_mem = '256MB'" });
  await connection.query({ text: "set local enable_nestloop = off" });
}

const namesOf = (columns: readonly Column[]): string => columns.map(({ name }) => name).join(", ");

async function fillHistory(
  connection: Queryable,
  { projection, tables }: Shadow,
  plan: FoldPlan,
  range: RecordedRange,
): Promise<void> {
  const names = namesOf(columnsOf(plan.product.fields));
  const told =
    plan.joins.length > 0
      ? joinedHistory(plan, projection.relations, range)
      : `select row_number() over (order by seq_id) as position, '${OWN_LOG}' as input, seq_id as input_position, ${names}
         from (${historyStatement(plan, range)}) told`;
  await connection.query({
    text: `insert into ${tables.history} (position, removed, input, input_position, ${names})
           select position, false, input, input_position, ${names} from (${told}) versions`,
  });
}

/** The rows are in the history already where each event makes a version and nothing is remembered beside it. */
async function fillRows(
  connection: Queryable,
  { projection, tables }: Shadow,
  plan: FoldPlan,
  range: LogRange & { readonly cut: Inputs },
  history: boolean,
): Promise<void> {
  const columns = rowColumnsOf(plan.product);
  const names = namesOf(columns);
  const isPlain = plan.joins.length === 0 && Object.keys(plan.product.remembered).length === 0;
  const isTold = history && isPlain && alwaysChanges(plan);
  const key = plan.key.name;
  const rows = isTold
    ? `select ${columns.map(({ name }) => `h.${name}`).join(", ")}, h.input_position
       from (select ${key}, max(position) as position from ${tables.history} group by ${key}) newest
       join ${tables.history} h on h.position = newest.position`
    : `select ${names}, last from (
         ${joinedRows(rowsStatement(plan, range), plan, projection.relations, range.cut)}) found`;
  await connection.query({ text: `insert into ${tables.rows} (${names}, ${LAST_EVENT}) ${rows}` });
}

/** What was counted once, in the form of kernel/postgres/projection/writeBatch. */
async function fillMembers(
  connection: Queryable,
  { tables }: Shadow,
  plan: FoldPlan,
  { log, upTo }: LogRange,
): Promise<void> {
  for (const field of plan.fields.filter(({ aggregate }) => aggregate.kind === "countDistinct")) {
    const present = presenceInEvent(plan, field, "l");
    const key = isSealed(plan.key.stored) ? "key" : sealSql("key");
    await connection.query({
      text: `insert into ${tables.members} (key, member)
             select ${key}, ${sealSql("member")} from (
               select distinct key, member from (
                 select ${keyOfEvent(plan, "l")} as key, ${valueOfEvent(plan, field, "l")} as member from ${log} l
                 where l.event_type in (${typesSql(plan.types)}) and l.seq_id <= ${Number(upTo)}
                   ${present === undefined ? "" : `and ${present}`} ${ONCE}) e
               where key is not null and member is not null) counted`,
    });
  }
}

async function lastPosition(connection: Queryable, { tables }: Shadow): Promise<number> {
  const [row] = await connection.query({
    text: `select coalesce(max(position), 0) as last from ${tables.history}`,
  });
  return Number(row?.["last"]);
}
