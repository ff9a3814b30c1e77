import { type Position, position } from "../../log/position.ts";
import type { DataProduct } from "../../product/dataProduct.ts";
import { type ProductRef, productRef } from "../../product/names.ts";
import { isoTime } from "../../isoTime.ts";
import { contextNames } from "../contextNames.ts";
import type { Queryable, TextRow } from "../database.ts";

/** An input event that is not in a product because it could not be folded. */
export interface QuarantinedEvent {
  readonly product: ProductRef;
  /** `events` for the context's own log, else the upstream as `name@major`. */
  readonly input: string;
  readonly position: Position;
  readonly eventId: string | null;
  readonly eventType: string | null;
  /** Why it could not be folded; holds no value of the event. */
  readonly reason: string;
  /** ISO 8601 in UTC. */
  readonly since: string;
}

/** One that was skipped on purpose. */
export interface DiscardedEvent extends QuarantinedEvent {
  /** Who said that it need not be folded, and why. */
  readonly discardedBy: string;
  readonly discardedBecause: string;
}

/** What waits in a product's quarantine, in the order of the log. */
export async function readQuarantine(
  connection: Queryable,
  context: string,
  { name, major }: Pick<DataProduct, "name" | "major">,
): Promise<readonly QuarantinedEvent[]> {
  const names = contextNames(context);
  const rows = await connection.query({
    text: `select q.* from ${names.quarantine} q
           join ${names.checkpoints} c using (product, major, generation)
           where product = $1 and major = $2 order by input, input_position`,
    values: [name, major],
  });
  return rows.map((row) => ({
    ...eventOf(row),
    reason: row["reason"] ?? "",
    since: isoTime(row["quarantined_at"] ?? ""),
  }));
}

/** What of a product was skipped on purpose, in the order of the log; `since` is when it was. */
export async function readDiscarded(
  connection: Queryable,
  context: string,
  { name, major }: Pick<DataProduct, "name" | "major">,
): Promise<readonly DiscardedEvent[]> {
  const rows = await connection.query({
    text: `select * from ${contextNames(context).discarded}
           where product = $1 and major = $2 order by input, input_position`,
    values: [name, major],
  });
  return rows.map((row) => ({
    ...eventOf(row),
    reason: row["failed_because"] ?? "",
    since: isoTime(row["discarded_at"] ?? ""),
    discardedBy: row["discarded_by"] ?? "",
    discardedBecause: row["reason"] ?? "",
  }));
}

const eventOf = (row: TextRow) => ({
  product: productRef(row["product"] ?? "", Number(row["major"])),
  input: row["input"] ?? "",
  position: position(row["input_position"] ?? ""),
  eventId: row["event_id"] ?? null,
  eventType: row["event_type"] ?? null,
});
