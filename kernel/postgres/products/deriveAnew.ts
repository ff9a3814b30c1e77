import { consumedTypes } from "../../product/consumedTypes.ts";
import type { DataProduct } from "../../product/dataProduct.ts";
import { fingerprint } from "../../product/fingerprint.ts";
import { contextNames } from "../contextNames.ts";
import type { Queryable } from "../database.ts";
import { forgetRebuild } from "../replay/rebuildState.ts";
import { dropGeneration } from "../replay/shadow.ts";
import type { RoleNamer } from "../roles/roleNames.ts";
import { grantProduct } from "./grantProduct.ts";
import { publishKept } from "./keptGenerations.ts";
import { generationNames } from "./productNames.ts";
import { productTables } from "./productTables.ts";
import { copyGrants, publishGeneration } from "./publishGeneration.ts";
import { announcementSql } from "./revisionFunctions.ts";

/** Whether any table of a generation is gone. */
export async function lacksTables(
  connection: Queryable,
  context: string,
  { name, major }: DataProduct,
  generation: number,
): Promise<boolean> {
  const { rows, history, cuts, members } = generationNames(context, name, major, generation);
  const [row] = await connection.query({
    text: "select bool_or(to_regclass(each) is null) as lacking from unnest($1::text[]) as each",
    values: [[rows, history, cuts, members]],
  });
  return row?.["lacking"] === "t";
}

/**
 * Begins a product anew, as another generation that is empty and has folded nothing yet, where tables of the live one
 * are gone: the projector derives it from the log. Commits and positions go on from where they were, so that whoever
 * joins the product hears of every row again, and no answer that was kept is taken for a new one. Generations before are
 * removed, since none continues them. Run as the context's migrate role.
 */
export async function deriveAnew(
  connection: Queryable,
  context: string,
  product: DataProduct,
  lost: number,
  role: RoleNamer,
): Promise<void> {
  const generation = lost + 1;
  const named = (each: number): ReturnType<typeof generationNames> =>
    generationNames(context, product.name, product.major, each);
  // What a rebuild that was cut off left.
  await dropGeneration(connection, { context, product }, generation);
  await forgetRebuild(connection, { context, product });
  for (const text of productTables(context, product, generation)) await connection.query({ text });
  await copyGrants(connection, named(lost), named(generation));
  await publishGeneration(connection, context, product, generation);
  await grantProduct(connection, context, product, { generation, role });
  await beginAgain(connection, context, product, generation);
  await publishKept(connection, context, product, generation);
  for (let each = lost; each > 0; each -= 1) await dropGeneration(connection, { context, product }, each);
}

/** Nothing that was published before is in the new tables, which the floor of the history tells. */
async function beginAgain(
  connection: Queryable,
  context: string,
  product: DataProduct,
  generation: number,
): Promise<void> {
  const { cuts } = generationNames(context, product.name, product.major, generation);
  await connection.query({
    text: `with moved as (
             update ${contextNames(context).checkpoints}
             set generation = $3, oldest_generation = $3, version = $4, fingerprint = $5, event_types = $6,
               cut = cut + 1, base_cut = cut + 1, inputs = '{}', retained_to = 0, committed_at = clock_timestamp()
             where product = $1 and major = $2 returning *),
           journaled as (
             insert into ${cuts} (cut, position, inputs, history_floor)
             select cut, position, inputs, position from moved)
           select pg_notify('datamesh', ${announcementSql("moved")}) from moved`,
    values: [
      product.name,
      product.major,
      generation,
      product.version,
      JSON.stringify(fingerprint(product)),
      JSON.stringify(consumedTypes(product)),
    ],
  });
}
