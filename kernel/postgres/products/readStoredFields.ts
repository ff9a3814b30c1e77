import type { Context } from "../../product/context.ts";
import { fingerprint, type Fingerprint } from "../../product/fingerprint.ts";
import { type ProductRef, productRef } from "../../product/names.ts";
import { contextNames } from "../contextNames.ts";
import type { Queryable } from "../database.ts";

/** Whether a product's table holds a field in the form the declaration gives it. */
export type IsStored = (product: { readonly name: string; readonly major: number }, field: string) => boolean;

/**
 * Finds out which declared fields the tables of a context hold. They differ while a changed declaration waits to be
 * rebuilt: the product is served as it was, and what it does not have yet reads as null.
 */
export async function readStoredFields(connection: Queryable, context: Context): Promise<IsStored> {
  const rows = await connection.query({
    text: `select product, major, fingerprint from ${contextNames(context.name).productPositions}`,
  });
  const stored = new Map<ProductRef, Fingerprint>(
    rows.map((row) => [
      productRef(row["product"] ?? "", Number(row["major"])),
      JSON.parse(row["fingerprint"] ?? "{}") as Fingerprint,
    ]),
  );
  const declared = new Map(
    context.products.map(
      (product) => [productRef(product.name, product.major), fingerprint(product)] as const,
    ),
  );
  return ({ name, major }, field) => {
    const ref = productRef(name, major);
    const part = `field ${field}`;
    return stored.get(ref)?.[part] !== undefined && stored.get(ref)?.[part] === declared.get(ref)?.[part];
  };
}
