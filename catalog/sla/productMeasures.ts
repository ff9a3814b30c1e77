import { type ProductRef, productRef } from "@datamesh/kernel/product";
import type { SlaWindow } from "@datamesh/kernel/sla";
import type { DataSource } from "typeorm";
import { orUnavailable } from "../read/orUnavailable.ts";
import type { ProductKey } from "../read/index.ts";
import { type ProductNow, readNow } from "./readNow.ts";
import { queryable } from "./queryable.ts";
import { NOTHING_OBSERVED, readObservations, type WindowCounts } from "./readObservations.ts";

/** All that was measured of a product. */
export interface ProductMeasures {
  readonly counts: Readonly<Record<SlaWindow, WindowCounts>>;
  /** Undefined before the first sample. */
  readonly now: ProductNow | undefined;
}

/** What was measured of these products, in their order: two statements, however many. */
export async function productMeasures(
  store: DataSource,
  keys: readonly ProductKey[],
): Promise<readonly ProductMeasures[]> {
  const catalog = queryable(store);
  const [observed, now] = await orUnavailable(() =>
    Promise.all([readObservations(catalog, keys), readNow(catalog, keys)]),
  );
  return keys.map(({ name, major }) => {
    const ref: ProductRef = productRef(name, major);
    return { counts: observed.get(ref) ?? NOTHING_OBSERVED, now: now.get(ref) };
  });
}
