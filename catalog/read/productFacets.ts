import type { Classification } from "@datamesh/kernel/product";
import type { DataSource } from "typeorm";
import type { ProductStatus } from "../state/index.ts";
import { orUnavailable } from "./orUnavailable.ts";
import { BREACHED, filteredProducts, type ProductFilter, type SlaStanding } from "./productFilter.ts";

export const FACETS = ["OWNER", "CONTEXT", "CLASSIFICATION", "COMPLIANCE", "STATUS", "SLA"] as const;

/** How many products there are of each kind, in one respect. */
export interface ProductFacet {
  readonly name: (typeof FACETS)[number];
  /** The most frequent first. */
  readonly values: readonly { readonly value: string; readonly count: number }[];
}

interface FacetRow {
  readonly owner: string;
  readonly context: string;
  readonly status: ProductStatus;
  readonly compliance: readonly string[];
  readonly classifications: readonly Classification[];
  readonly standing: SlaStanding;
}

/** Counts the products that fit a filter in every respect. One statement. */
export async function productFacets(
  store: DataSource,
  filter: ProductFilter,
): Promise<readonly ProductFacet[]> {
  const query = filteredProducts(store, filter)
    .select("product.ownerTeam", "owner")
    .addSelect("product.context", "context")
    .addSelect("product.status", "status")
    .addSelect("product.descriptor #> '{policy,compliance}'", "compliance")
    .addSelect("jsonb_path_query_array(product.descriptor, '$.fields[*].classification')", "classifications")
    .addSelect(`case when ${BREACHED} then 'BREACHED' else 'KEPT' end`, "standing");
  return countFacets(await orUnavailable(() => query.getRawMany<FacetRow>()));
}

/** Counts rows; a product counts once for each value it has. */
export function countFacets(rows: readonly FacetRow[]): readonly ProductFacet[] {
  const valuesOf: Readonly<Record<ProductFacet["name"], (row: FacetRow) => readonly string[]>> = {
    OWNER: ({ owner }) => [owner],
    CONTEXT: ({ context }) => [context],
    CLASSIFICATION: ({ classifications }) => classifications.map((each) => each.toUpperCase()),
    COMPLIANCE: ({ compliance }) => compliance,
    STATUS: ({ status }) => [status],
    SLA: ({ standing }) => [standing],
  };
  return FACETS.map((name) => ({
    name,
    values: counted(rows.flatMap((row) => [...new Set(valuesOf[name](row))])),
  }));
}

function counted(values: readonly string[]): ProductFacet["values"] {
  return [...Map.groupBy(values, (value) => value)]
    .map(([value, { length }]) => ({ value, count: length }))
    .toSorted((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1));
}
