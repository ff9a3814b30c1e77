import type { DataProduct } from "../../product/dataProduct.ts";
import { consumedTypes } from "../../product/consumedTypes.ts";
import type { Inputs } from "../../projection/changeFeed.ts";
import { OWN_LOG } from "../../projection/index.ts";
import { contextNames } from "../contextNames.ts";
import type { Queryable } from "../database.ts";

/**
 * How many events of the own log a product consumes up to a cut. The position of the log is larger where it holds
 * events of other types too; those that were quarantined are counted, for they were read.
 */
export async function countEvents(
  connection: Queryable,
  context: string,
  product: DataProduct,
  upTo: Inputs,
): Promise<number> {
  return countOfTypes(connection, context, consumedTypes(product), upTo);
}

/** How many events of these types are in the log of a context up to a cut. */
export async function countOfTypes(
  connection: Queryable,
  context: string,
  types: readonly string[],
  upTo: Inputs,
): Promise<number> {
  const [row] = await connection.query({
    text: `select count(*) as events from ${contextNames(context).log}
           where seq_id <= $1 and event_type = any ($2::text[])`,
    values: [upTo[OWN_LOG]?.position ?? 0, types],
  });
  return Number(row?.["events"]);
}
