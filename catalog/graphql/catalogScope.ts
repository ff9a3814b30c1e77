import type { Consumer } from "@datamesh/kernel/policy";
import { lineageGraph, type LineageGraph } from "@datamesh/kernel/lineage";
import { type ProductDescriptor, productRef, type ProductRef } from "@datamesh/kernel/product";
import type { SlaWindow } from "@datamesh/kernel/sla";
import DataLoader from "dataloader";
import type { DataSource } from "typeorm";
import type { CatalogProductRow, SearchText } from "../projection/index.ts";
import {
  type LineageProduct,
  observedModels,
  hiddenProducts,
  openBreaches,
  type ProductKey,
  productsByKey,
  readBreaches,
  readCorrections,
  readLineage,
  readReleases,
  readReplays,
  readVerifications,
  searchMatches,
  versionsByName,
  withoutHidden,
} from "../read/index.ts";
import { onceARequest } from "./onceARequest.ts";
import { seenRows } from "./seenRows.ts";
import { type RecordLoader, recordLoader } from "./recordLoader.ts";
import { type ProductMeasures, productMeasures, type ProductSlots, productSlots } from "../sla/index.ts";
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
  /** What is hidden from the consumer. */
  readonly hidden: () => Promise<ReadonlySet<ProductRef>>;
  readonly products: DataLoader<ProductKey, CatalogProductRow | null, ProductRef>;
  /** Whether a breach of what its owner promises is under way. */
  readonly breached: DataLoader<ProductKey, boolean, ProductRef>;
  readonly measures: DataLoader<ProductKey, ProductMeasures, ProductRef>;
  /** What was counted slot by slot over a window. */
  readonly slots: DataLoader<SlotsKey, ProductSlots, string>;
  /** All majors by name, the newest first. */
  readonly versions: DataLoader<string, readonly CatalogProductRow[]>;
  readonly releases: RecordLoader<typeof readReleases>;
  readonly replays: RecordLoader<typeof readReplays>;
  readonly verifications: RecordLoader<typeof readVerifications>;
  readonly corrections: RecordLoader<typeof readCorrections>;
  readonly breaches: RecordLoader<typeof readBreaches>;
  readonly matches: DataLoader<SearchedProduct, readonly SearchText[], string>;
  /** The lineage of the whole mesh as it is declared, and with what was observed, read when it is first asked for. */
  readonly declaredLineage: () => Promise<LineageGraph>;
  readonly observedLineage: () => Promise<LineageGraph<LineageProduct>>;
  /** By context; null for one that does not answer. */
  readonly positions: DataLoader<string, readonly ProductPosition[] | null>;
}

/** A product that a search found. */
export interface SearchedProduct {
  readonly search: string;
  readonly product: ProductDescriptor;
}

/** Over which window a product is looked at slot by slot. */
export interface SlotsKey extends ProductKey {
  readonly window: SlaWindow;
}

const refOf = ({ name, major }: ProductKey): ProductRef => productRef(name, major);

/** Opens the scope of one request: whatever it asks for is read in one statement for each kind of thing. */
export function catalogScope(
  { store, status }: CatalogSources,
  { consumer, requestId }: Pick<CatalogScope, "consumer" | "requestId">,
): CatalogScope {
  const byRef = { cacheKeyFn: refOf };
  const hidden = onceARequest(() => hiddenProducts(store, consumer));
  const lineage = onceARequest(async () => withoutHidden(await readLineage(store), await hidden()));
  return {
    store,
    status,
    consumer,
    requestId,
    hidden,
    products: new DataLoader(async (keys) => {
      const found = await productsByKey(store, keys);
      const rows = new Map(seenRows([...found.values()], await hidden()).map((row) => [refOf(row), row]));
      return keys.map((key) => rows.get(refOf(key)) ?? null);
    }, byRef),
    breached: new DataLoader(async (keys) => {
      const found = await openBreaches(store, keys);
      return keys.map((key) => found.has(refOf(key)));
    }, byRef),
    measures: new DataLoader((keys) => productMeasures(store, keys), byRef),
    slots: new DataLoader((keys) => slotsOf(store, keys), {
      cacheKeyFn: (key) => `${refOf(key)} ${key.window}`,
    }),
    versions: new DataLoader(async (names) => {
      const found = await versionsByName(store, names);
      const unseen = await hidden();
      return names.map((name) => seenRows(found.get(name) ?? [], unseen));
    }),
    releases: recordLoader(store, readReleases),
    replays: recordLoader(store, readReplays),
    verifications: recordLoader(store, readVerifications),
    corrections: recordLoader(store, readCorrections),
    breaches: recordLoader(store, readBreaches),
    matches: new DataLoader((asked) => matchesOf(store, asked), {
      cacheKeyFn: ({ search, product }) => `${refOf(product)} ${search}`,
    }),
    declaredLineage: onceARequest(async () => lineageGraph(await lineage())),
    observedLineage: onceARequest(async () => {
      const products = await lineage();
      return lineageGraph(products, await observedModels(products, status));
    }),
    positions: new DataLoader((contexts) => Promise.all(contexts.map((each) => status.positions(each)))),
  };
}

/** One statement for each search there is in a request. */
async function matchesOf(
  store: DataSource,
  asked: readonly SearchedProduct[],
): Promise<readonly (readonly SearchText[])[]> {
  const found = new Map<SearchedProduct, readonly SearchText[]>();
  for (const [search, hits] of Map.groupBy(asked, (each) => each.search)) {
    const matches = await searchMatches(
      store,
      search,
      hits.map(({ product }) => product),
    );
    for (const [index, hit] of hits.entries()) found.set(hit, matches[index] ?? []);
  }
  return asked.map((each) => found.get(each) ?? []);
}

/** One statement for each window there is in a request. */
async function slotsOf(store: DataSource, asked: readonly SlotsKey[]): Promise<readonly ProductSlots[]> {
  const found = new Map<SlotsKey, ProductSlots>();
  for (const [window, keys] of Map.groupBy(asked, (each) => each.window)) {
    const slots = await productSlots(store, keys, window);
    for (const key of keys) found.set(key, slots.get(refOf(key)) ?? []);
  }
  return asked.map((each) => found.get(each) ?? []);
}
