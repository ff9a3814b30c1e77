import type { DataProduct } from "../../product/dataProduct.ts";
import { type ContextNames, contextNames } from "../contextNames.ts";
import type { Queryable } from "../database.ts";
import { identifier } from "../identifier.ts";
import { CHANGED_ROWS_ARGUMENTS } from "../standings/changedRowsFunction.ts";
import { generationNames, productNames } from "./productNames.ts";

/** What of an event says nothing of what happened: where it stands, of what type it is, and when. */
const METADATA = "seq_id, event_type, occurred_at, recorded_at";

type ProductName = Pick<DataProduct, "name" | "major">;

/** A context, and the products in its store. */
export interface ContextProducts {
  readonly name: string;
  readonly products: readonly ProductName[];
}

/**
 * Lets a reader (the catalog) see how far each context's log and products are: the views `log_status` and
 * `product_positions`, the cuts of products, and of events their position, type and times; never what is in an event,
 * and never a row. Of rows it may ask which models they name (modelsFunction.ts), and for hashes of the keys of those that
 * changed (changedRowsFunction.ts). Run by an administrator; idempotent.
 */
export async function grantStatus(
  admin: Queryable,
  contexts: readonly ContextProducts[],
  reader: string,
): Promise<void> {
  const to = identifier(reader);
  for (const { name, products } of contexts) {
    const names = contextNames(name);
    await admin.query({ text: `grant usage on schema ${names.schema} to ${to}` });
    await admin.query({ text: `grant select on ${names.logStatus}, ${names.productPositions} to ${to}` });
    // The views run with the reader's own rights (security_invoker), so it needs what they read.
    await admin.query({
      text: `grant select on ${names.logHead}, ${names.logTypes}, ${names.checkpoints}, ${names.quarantine}, ${names.discarded} to ${to}`,
    });
    await admin.query({ text: `grant select (${METADATA}) on ${names.log} to ${to}` });
    await grantUnknown(admin, names, to);
    await grantFunction(admin, names.observedModels, "()", to);
    await grantFunction(admin, names.changedRows, CHANGED_ROWS_ARGUMENTS, to);
    for (const product of products) await grantCuts(admin, name, product, to);
  }
}

/** A context that is kept elsewhere may have been migrated by an earlier release, without them. */
async function grantUnknown(admin: Queryable, names: ContextNames, to: string): Promise<void> {
  const [found] = await admin.query({
    text: "select 1 where to_regclass($1) is not null and to_regclass($2) is not null",
    values: [names.unknownEvents, names.declaredEvents],
  });
  if (found !== undefined)
    await admin.query({ text: `grant select on ${names.unknownEvents}, ${names.declaredEvents} to ${to}` });
}

/** A context that is kept elsewhere may have been migrated by an earlier release, without the function. */
async function grantFunction(admin: Queryable, name: string, parameters: string, to: string): Promise<void> {
  const [found] = await admin.query({
    text: "select 1 where to_regprocedure($1) is not null",
    values: [`${name}${parameters}`],
  });
  if (found !== undefined) await admin.query({ text: `grant execute on function ${name} to ${to}` });
}

/** The next generation's tables take over the grants of the one before (publishGeneration.ts). */
async function grantCuts(
  admin: Queryable,
  context: string,
  { name, major }: ProductName,
  to: string,
): Promise<void> {
  const [found] = await admin.query({
    text: `select generation from ${contextNames(context).checkpoints} where product = $1 and major = $2`,
    values: [name, major],
  });
  if (found === undefined) return;
  const { cuts } = generationNames(context, name, major, Number(found["generation"]));
  await admin.query({ text: `grant select on ${productNames(context, name, major).cuts}, ${cuts} to ${to}` });
}
