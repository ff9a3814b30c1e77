import { contextNames, type Queryable } from "@datamesh/kernel/postgres";
import type { Written } from "./writers.ts";

/**
 * What is wrong with a context's log, given what its writers know: every acknowledged event is there once, at the
 * position told, and every one that was committed to the outbox; nothing that was rolled back is; positions are 1..head, in each stream versions 1, 2, 3; and nobody else wrote.
 */
export async function logProblems(
  admin: Queryable,
  context: string,
  { acknowledged, rolledBack, toOutbox, unheard }: Written,
): Promise<readonly string[]> {
  const names = contextNames(context);
  const rows = await admin.query({
    text: `select seq_id, event_id, stream, stream_version from ${names.log} order by seq_id`,
  });
  const [status] = await admin.query({
    text: `select head, (select count(*) from ${names.logIds}) as ids,
             (select coalesce(sum(count), 0) from ${names.logTypes}) as counted from ${names.logHead}`,
  });
  const problems: string[] = [];
  const positions = new Map<string, number>();
  const streams = new Map<string, number>();
  let next = 1;
  for (const row of rows) {
    const [id, position] = [row["event_id"] ?? "", Number(row["seq_id"])];
    if (position !== next) problems.push(`position ${next} is skipped`);
    next = position + 1;
    if (positions.has(id)) problems.push(`${id} is there twice`);
    positions.set(id, position);
    const stream = row["stream"] ?? null;
    if (stream !== null) {
      const version = (streams.get(stream) ?? 0) + 1;
      if (Number(row["stream_version"]) !== version)
        problems.push(`version ${version} of ${stream} is skipped`);
      streams.set(stream, version);
    }
    const told = acknowledged.get(id);
    if (told !== undefined && told !== position) problems.push(`${id} is at ${position}, told was ${told}`);
    if (rolledBack.has(id)) problems.push(`${id} was rolled back and is at ${position}`);
    if (told === undefined && !unheard.has(id) && !toOutbox.has(id))
      problems.push(`${id} at ${position} is of nobody`);
  }
  for (const id of [...acknowledged.keys(), ...toOutbox])
    if (!positions.has(id)) problems.push(`${id} is lost`);
  for (const what of ["head", "ids", "counted"]) {
    if (Number(status?.[what]) !== rows.length) {
      problems.push(`${what} says ${status?.[what]}, the log holds ${rows.length} events`);
    }
  }
  return problems.slice(0, 20).map((problem) => `log of ${context}: ${problem}`);
}
