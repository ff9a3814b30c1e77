import { type ProductRef, productRef } from "@datamesh/kernel/product";
import type { ReplayRecord } from "@datamesh/kernel/replay";
import type { DataSource } from "typeorm";
import type { BreachRow, ReleaseRow } from "../projection/index.ts";
import { orUnavailable } from "./orUnavailable.ts";
import type { ProductKey } from "./productsByKey.ts";

/** Records of products by reference, the newest first. */
export type Records<R> = ReadonlyMap<ProductRef, readonly R[]>;

/** Reads the newest records of products, at most so many of each. One statement, however many products. */
export type ReadRecords<R> = (
  store: DataSource,
  keys: readonly ProductKey[],
  most: number,
) => Promise<Records<R>>;

/** A replay as it was recorded. */
interface StoredReplay {
  readonly record: ReplayRecord;
}

/** The versions a product has had. */
export const readReleases: ReadRecords<Omit<ReleaseRow, "position">> = newest(
  "catalog_release",
  `version, bump, reason, fingerprint, published_at as "publishedAt"`,
);

/** Rebuilds and verifications. */
export const readReplays: ReadRecords<StoredReplay> = newest("catalog_replay", "record");

/** Verifications alone. */
export const readVerifications: ReadRecords<StoredReplay> = newest(
  "catalog_replay",
  "record",
  "kind = 'verify'",
);

/** Rebuilds that changed what was published. */
export const readCorrections: ReadRecords<StoredReplay> = newest("catalog_replay", "record", "correction");

/** Times in which an objective was not met. */
export const readBreaches: ReadRecords<Omit<BreachRow, "position">> = newest(
  "catalog_breach",
  `metric, observed_over as "window", objective, observed, breached_at as at, restored_at as "restoredAt"`,
);

function newest<R>(table: string, columns: string, condition = "true"): ReadRecords<R> {
  const text = `
    select wanted.name as product, wanted.of_major as major, each.*
    from unnest($1::text[], $2::integer[]) with ordinality as wanted(name, of_major, place)
    cross join lateral (
      select ${columns} from catalog_store.${table}
      where product = wanted.name and major = wanted.of_major and ${condition}
      order by position desc limit $3) as each
    order by wanted.place`;
  return async (store, keys, most) => {
    const values = [keys.map(({ name }) => name), keys.map(({ major }) => major), most];
    const rows = await orUnavailable(() =>
      store.query<(R & { readonly product: string; readonly major: number })[]>(text, values),
    );
    return Map.groupBy(rows, ({ product, major }) => productRef(product, major));
  };
}
