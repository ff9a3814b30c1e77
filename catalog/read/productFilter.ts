import type { Classification, ProductRef } from "@datamesh/kernel/product";
import type { DataSource, SelectQueryBuilder } from "typeorm";
import type { ProductStatus } from "../state/index.ts";
import { CatalogFieldRow, CatalogProductRow } from "../projection/index.ts";
import { searchTerms } from "./searchTerms.ts";

/** Whether a breach of what a product's owner promises is under way. */
export const SLA_STANDINGS = ["KEPT", "BREACHED"] as const;
export type SlaStanding = (typeof SLA_STANDINGS)[number];

/** Which products; what is left out does not matter. */
export interface ProductFilter {
  readonly search?: string | null;
  readonly owner?: string | null;
  readonly context?: string | null;
  readonly classification?: Classification | null;
  /** A regime its policy is under. */
  readonly compliance?: string | null;
  /** Those that are served unless said otherwise. */
  readonly status?: ProductStatus | null;
  readonly standing?: SlaStanding | null;
  /** None of these: they are hidden from whoever asks. */
  readonly hidden?: ReadonlySet<ProductRef>;
}

/** A product's place in the order of a search: 0 is the product of that very name, 4 one that mentions it. */
export const RANK = `case
  when :exact::text is null or product.name = :exact then 0
  when product.search @@ ${textQuery("inName")} then 1
  when product.search @@ ${textQuery("inOwner")} then 2
  when product.search @@ ${textQuery("inField")} then 3
  else 4 end`;

/** Whether a breach of a product's objectives is under way; migration 4 has an index for it. */
export const BREACHED = `exists (select from catalog_store.catalog_breach breach
  where breach.product = product.name and breach.major = product.major and breach.restored_at is null)`;

/** The served products that fit a filter, with the parameters of RANK bound. */
export function filteredProducts(
  store: DataSource,
  { search, owner, context, classification, compliance, status, standing, hidden }: ProductFilter,
): SelectQueryBuilder<CatalogProductRow> {
  const query = store
    .createQueryBuilder(CatalogProductRow, "product")
    .where(given(status) ? "product.status = :status" : "product.status <> 'RETIRED'", { status })
    .setParameters({ exact: null, inName: "", inOwner: "", inField: "", anywhere: "" });
  const terms = searchTerms(search);
  if (terms !== undefined) {
    const [inName, inOwner, inField, anywhere] = terms.byRank;
    query
      .andWhere(`product.search @@ ${textQuery("anywhere")}`)
      .setParameters({ exact: terms.exact, inName, inOwner, inField, anywhere });
  }
  if (given(owner)) query.andWhere("product.ownerTeam = :owner", { owner });
  if (given(context)) query.andWhere("product.context = :context", { context });
  if (given(classification)) query.andWhere(`exists (${classified(query)})`, { classification });
  if (given(compliance)) {
    query.andWhere("product.descriptor #> '{policy,compliance}' @> to_jsonb(:compliance::text)", {
      compliance,
    });
  }
  if (given(standing)) query.andWhere(`${standing === "KEPT" ? "not " : ""}${BREACHED}`);
  if (hidden !== undefined && hidden.size > 0) {
    query.andWhere("product.name || '@' || product.major <> all(:hidden::text[])", { hidden: [...hidden] });
  }
  return query;
}

function classified(query: SelectQueryBuilder<CatalogProductRow>): string {
  return query
    .subQuery()
    .select("1")
    .from(CatalogFieldRow, "field")
    .where("field.product = product.name and field.major = product.major")
    .andWhere("field.classification = :classification")
    .getQuery();
}

/** Stems find other forms of a word, the simple form finds words that are being typed. */
function textQuery(parameter: string): string {
  return `(to_tsquery('pg_catalog.english', :${parameter}) || to_tsquery('pg_catalog.simple', :${parameter}))`;
}

const given = (value: string | null | undefined): value is string => value !== null && value !== undefined;
