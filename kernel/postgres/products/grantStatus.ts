import type { Context } from "../../product/context.ts";
import { contextNames } from "../contextNames.ts";
import type { Queryable } from "../database.ts";
import { identifier } from "../identifier.ts";

/**
 * Lets a reader (the catalog) see how far each context's log and products are: the views `log_status` and
 * `product_positions`, never an event or a row. Run by an administrator; idempotent.
 */
export async function grantStatus(
  admin: Queryable,
  contexts: readonly Context[],
  reader: string,
): Promise<void> {
  const to = identifier(reader);
  for (const { name } of contexts) {
    const names = contextNames(name);
    await admin.query({ text: `grant usage on schema ${names.schema} to ${to}` });
    await admin.query({ text: `grant select on ${names.logStatus}, ${names.productPositions} to ${to}` });
    // The views run with the reader's own rights (security_invoker), so it needs what they read.
    await admin.query({
      text: `grant select on ${names.logHead}, ${names.logTypes}, ${names.checkpoints}, ${names.quarantine} to ${to}`,
    });
  }
}
