import type { Queryable } from "../database.ts";
import type { Projection } from "../projection/projectBatch.ts";
import { readDiscarded } from "./readQuarantine.ts";

/** The projection for whoever derives the product anew: what was discarded is not folded, whatever the code makes of it. */
export async function skippingDiscarded(connection: Queryable, projection: Projection): Promise<Projection> {
  const discarded = await readDiscarded(connection, projection.context, projection.product);
  if (discarded.length === 0) return projection;
  const positions = new Set(
    discarded.filter(({ input }) => input === "events").map(({ position }) => position),
  );
  return {
    ...projection,
    discarded: positions,
    inputs: (through) => ({ ...projection.inputs(through), discarded: positions }),
  };
}
