import { MeshError } from "../../errors.ts";
import type { DataProduct } from "../../product/dataProduct.ts";
import { productRef } from "../../product/names.ts";
import { contextNames } from "../contextNames.ts";
import type { Database, Queryable } from "../database.ts";
import { forgetRebuild } from "../replay/rebuildState.ts";
import { withReplayLock } from "../replay/replayLock.ts";
import { type DiscardedEvent, readDiscarded } from "./readQuarantine.ts";

/** Which event is discarded, by whom and why. */
export interface Discard {
  readonly position: number;
  readonly reason: string;
  readonly by: string;
}

/**
 * Marks an event of a product's quarantine as skipped on purpose. No row changes: it was not in the product and will
 * not be, whatever code derives it anew. Fails with NOT_FOUND when no such event waits there, and with BAD_USER_INPUT
 * without a reason. Run as the context's migrate role.
 */
export async function discardQuarantined(
  migrate: Database,
  context: string,
  product: Pick<DataProduct, "name" | "major">,
  discard: Discard,
): Promise<DiscardedEvent> {
  if (discard.reason.trim() === "") {
    throw new MeshError("BAD_USER_INPUT", "say why it need not be folded: --reason");
  }
  // A replay under way might fold it.
  return withReplayLock(migrate, { context, product }, () =>
    migrate.transaction((connection) => discardIn(connection, context, product, discard)),
  );
}

async function discardIn(
  connection: Queryable,
  context: string,
  product: Pick<DataProduct, "name" | "major">,
  { position, reason, by }: Discard,
): Promise<DiscardedEvent> {
  const { name, major } = product;
  const names = contextNames(context);
  const moved = await connection.query({
    text: `with gone as (
             delete from ${names.quarantine} q using ${names.checkpoints} c
             where (q.product, q.major, q.generation) = (c.product, c.major, c.generation)
               and q.product = $1 and q.major = $2 and q.input = 'events' and q.input_position = $3
             returning q.*)
           insert into ${names.discarded}
             (product, major, input, input_position, event_id, event_type, failed_because, reason, discarded_by)
           select product, major, input, input_position, event_id, event_type, gone.reason, $4, $5 from gone
           returning 1 as discarded`,
    values: [name, major, position, reason.trim(), by],
  });
  if (moved.length === 0) {
    const ref = productRef(name, major);
    throw new MeshError("NOT_FOUND", `no event at position ${position} waits in the quarantine of ${ref}`);
  }
  await forgetRebuild(connection, { context, product });
  const kept = await readDiscarded(connection, context, product);
  return kept.find((each) => each.position === position) as DiscardedEvent;
}
