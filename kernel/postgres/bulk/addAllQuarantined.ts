import { OWN_LOG, type Quarantined } from "../../projection/index.ts";
import { contextNames } from "../contextNames.ts";
import type { Connection } from "../database.ts";
import { addQuarantined } from "../projection/writeBatch.ts";
import type { Shadow } from "../replay/shadow.ts";
import { targetOf } from "./writeState.ts";

const AT_ONCE = 1_000;

/** Notes what could not be folded, with the ids of events, which are not read along (`readLog`). */
export async function addAllQuarantined(
  connection: Connection,
  shadow: Shadow,
  quarantined: readonly Quarantined[],
): Promise<void> {
  for (let from = 0; from < quarantined.length; from += AT_ONCE) {
    const some = quarantined.slice(from, from + AT_ONCE);
    const ids = await idsOf(connection, shadow, some);
    const named = some.map((each) =>
      each.input === OWN_LOG ? { ...each, eventId: ids.get(each.inputPosition) ?? null } : each,
    );
    await addQuarantined(targetOf(connection, shadow), named);
  }
}

async function idsOf(
  connection: Connection,
  { projection }: Shadow,
  quarantined: readonly Quarantined[],
): Promise<ReadonlyMap<number, string>> {
  const own = quarantined.filter(({ input }) => input === OWN_LOG);
  const rows = await connection.query({
    text: `select seq_id, event_id from ${contextNames(projection.context).log} where seq_id = any ($1::bigint[])`,
    values: [own.map(({ inputPosition }) => inputPosition)],
  });
  return new Map(rows.map((row) => [Number(row["seq_id"]), row["event_id"] ?? ""]));
}
