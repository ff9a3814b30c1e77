import { consumedTypes, withoutTypes } from "../../product/consumedTypes.ts";
import { contextNames } from "../contextNames.ts";
import type { Queryable } from "../database.ts";
import type { Checkpoint } from "../projection/checkpoint.ts";
import type { Projection } from "../projection/projectBatch.ts";
import { countOfTypes } from "./countEvents.ts";

/** The projection without newly consumed events; undefined when none of them has happened, for nothing is explained then. */
export async function withoutNew(
  connection: Queryable,
  projection: Projection,
  { inputs }: Checkpoint,
  newTypes: readonly string[],
): Promise<Projection | undefined> {
  if ((await countOfTypes(connection, projection.context, newTypes, inputs)) === 0) return undefined;
  const product = withoutTypes(projection.product, newTypes);
  const events = product.from.flatMap((input) => (input.kind === "join" ? [] : [input.event]));
  return { ...projection, product, inputs: (each) => ({ ...projection.inputs(each), events }) };
}

/** The types of events that only the declared code consumes; null when it is not recorded which the live code did. */
export async function newlyConsumed(
  connection: Queryable,
  { context, product }: Projection,
): Promise<readonly string[] | null> {
  const [row] = await connection.query({
    text: `select event_types from ${contextNames(context).checkpoints} where product = $1 and major = $2`,
    values: [product.name, product.major],
  });
  const recorded = row?.["event_types"] ?? null;
  if (recorded === null) return null;
  const before = JSON.parse(recorded) as readonly string[];
  return consumedTypes(product).filter((type) => !before.includes(type));
}
