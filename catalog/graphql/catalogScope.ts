import type { Consumer } from "@datamesh/kernel/policy";
import { productRef, type ProductRef } from "@datamesh/kernel/product";
import DataLoader from "dataloader";
import type { DataSource } from "typeorm";
import type { CatalogFieldRow, CatalogProductRow } from "../projection/index.ts";
import { fieldsByKey, type ProductKey, productsByKey } from "../read/index.ts";
import type { MeshStatus, ProductPosition } from "../status.ts";

/** What the catalog's resolvers read from. */
export interface CatalogSources {
  /** A connection of the catalog's read role. */
  readonly store: DataSource;
  readonly status: MeshStatus;
}

/** What the resolvers of one request share. */
export interface CatalogScope extends CatalogSources {
  readonly consumer: Consumer;
  readonly requestId: string;
  readonly products: DataLoader<ProductKey, CatalogProductRow | null, ProductRef>;
  readonly fields: DataLoader<ProductKey, readonly CatalogFieldRow[], ProductRef>;
  /** By context; null for one that does not answer. */
  readonly positions: DataLoader<string, readonly ProductPosition[] | null>;
}

const refOf = ({ name, major }: ProductKey): ProductRef => productRef(name, major);

/** Opens the scope of one request: whatever it asks for is read in one statement for each kind of thing. */
export function catalogScope(
  { store, status }: CatalogSources,
  { consumer, requestId }: Pick<CatalogScope, "consumer" | "requestId">,
): CatalogScope {
  const byRef = { cacheKeyFn: refOf };
  return {
    store,
    status,
    consumer,
    requestId,
    products: new DataLoader(async (keys) => {
      const found = await productsByKey(store, keys);
      return keys.map((key) => found.get(refOf(key)) ?? null);
    }, byRef),
    fields: new DataLoader(async (keys) => {
      const found = await fieldsByKey(store, keys);
      return keys.map((key) => found.get(refOf(key)) ?? []);
    }, byRef),
    positions: new DataLoader((contexts) => Promise.all(contexts.map((each) => status.positions(each)))),
  };
}
