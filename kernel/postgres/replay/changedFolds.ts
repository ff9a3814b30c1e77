import type { Context } from "../../product/context.ts";
import { fingerprint, fingerprintDifference } from "../../product/fingerprint.ts";
import { type ProductRef, productRef } from "../../product/names.ts";
import type { Queryable } from "../database.ts";
import { readCheckpoint } from "../projection/checkpoint.ts";

/** A product whose live rows were made by other code than is declared now. */
export interface ChangedFold {
  readonly product: ProductRef;
  /** What differs, in words. */
  readonly difference: string;
  /** The version that is live, and the one declared. */
  readonly live: string;
  readonly declared: string;
  /** Whether the declared version is the higher: the change is released, and not only made. */
  readonly released: boolean;
}

/** Finds the products of a context that wait to be rebuilt. Run by a role that may read its checkpoints. */
export async function changedFolds(connection: Queryable, context: Context): Promise<readonly ChangedFold[]> {
  const changed: ChangedFold[] = [];
  for (const product of context.products) {
    const live = await readCheckpoint(connection, context.name, product, { lock: false });
    if (live === undefined) continue;
    const difference = fingerprintDifference(live.fingerprint, fingerprint(product));
    if (difference === "") continue;
    changed.push({
      product: productRef(product.name, product.major),
      difference,
      live: live.version,
      declared: product.version,
      released: isHigher(product.version, live.version),
    });
  }
  return changed;
}

function isHigher(version: string, other: string): boolean {
  const [left, right] = [version, other].map((each) => each.split(".").map(Number));
  const at = left?.findIndex((part, index) => part !== right?.[index]) ?? -1;
  return at >= 0 && (left?.[at] ?? 0) > (right?.[at] ?? 0);
}
