import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { SearchX, SlidersHorizontal } from "lucide-react";
import { type ReactNode, useCallback, useState } from "react";
import { useTitle } from "../app/useTitle.ts";
import type { CatalogPageQuery as Found } from "../generated/graphql.ts";
import { useMesh } from "../mesh/useMesh.ts";
import { Asked } from "../ui/Asked.tsx";
import { Button, buttonClass } from "../ui/Button.tsx";
import { counted } from "../ui/numbers.ts";
import { Skeleton } from "../ui/Skeleton.tsx";
import { State } from "../ui/State.tsx";
import { CatalogPageQuery } from "./catalog.query.ts";
import styles from "./CatalogPage.module.css";
import { type CatalogSearch, filtersIn } from "./catalogSearch.ts";
import { Facets } from "./Facets.tsx";
import { Matches } from "./Matches.tsx";
import { ProductRow } from "./ProductRow.tsx";
import { ProductRows } from "./ProductRows.tsx";
import { SearchField } from "./SearchField.tsx";

type Products = NonNullable<Found["dataProducts"]>;

/** All products, or those that fit: rows, not cards. */
export function CatalogPage() {
  const search = useSearch({ from: "/catalog" });
  const { q, ...filter } = search;
  const [after, setAfter] = useState<string | null>(null);
  const page = useMesh(
    CatalogPageQuery,
    { search: q ?? null, ...filter, after },
    { keep: true, everyMs: 30_000 },
  );
  const navigate = useNavigate({ from: "/catalog" });
  const onSearch = useCallback(
    (text: string) => {
      setAfter(null);
      void navigate({ search: (before) => ({ ...before, q: text.trim() || undefined }), replace: true });
    },
    [navigate],
  );
  useTitle(q === undefined ? "Catalog" : `${q} · Catalog`);
  return (
    <div className={styles["catalog"]}>
      <h1 className="visually-hidden">Catalog</h1>
      <SearchField value={q ?? ""} onSearch={onSearch} />
      <Asked
        query={page}
        tellsStale
        waiting={<Skeleton lines={8} height="3.5rem" label="Loading products" />}
      >
        {({ dataProducts }) =>
          dataProducts && (
            <Results
              products={dataProducts}
              search={search}
              busy={page.isPlaceholderData}
              onMore={setAfter}
              first={after === null}
            />
          )
        }
      </Asked>
    </div>
  );
}

function Results({
  products,
  search,
  busy,
  first,
  onMore,
}: {
  products: Products;
  search: CatalogSearch;
  busy: boolean;
  first: boolean;
  onMore: (after: string | null) => void;
}) {
  const { edges, facets, pageInfo, totalCount } = products;
  return (
    <div className={styles["results"]}>
      <FacetColumn chosen={filtersIn(search)}>
        <Facets facets={facets} search={search} />
      </FacetColumn>
      <div className={styles["found"]}>
        <p role="status" className={styles["count"]}>
          {counted(totalCount, "product")}
          {search.q !== undefined && ` for “${search.q}”`}
        </p>
        {edges.length === 0 ? (
          <NothingFits search={search} />
        ) : (
          <ProductRows label="Products" busy={busy}>
            {edges.map(({ node, matches }) => (
              <ProductRow key={`${node.name}@${node.major}`} product={node}>
                <Matches matches={matches} search={search.q ?? ""} />
              </ProductRow>
            ))}
          </ProductRows>
        )}
        <div className={styles["pages"]}>
          {!first && <Button onClick={() => onMore(null)}>First page</Button>}
          {pageInfo.hasNextPage && (
            <Button onClick={() => onMore(pageInfo.endCursor ?? null)}>Next page</Button>
          )}
        </div>
      </div>
    </div>
  );
}

/** A column on wide screens; on narrow ones the filters open above the rows. */
function FacetColumn({ chosen, children }: { chosen: number; children: ReactNode }) {
  const [isOpen, setOpen] = useState(false);
  return (
    <aside aria-label="Filters" className={styles["facets"]} data-open={isOpen}>
      <Button className={styles["toggle"]} aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
        <SlidersHorizontal aria-hidden size={16} />
        Filters{chosen > 0 && ` (${chosen})`}
      </Button>
      <div className={styles["values"]}>{children}</div>
    </aside>
  );
}

function NothingFits({ search }: { search: CatalogSearch }) {
  const isFiltered = filtersIn(search) > 0;
  return (
    <State
      icon={SearchX}
      title="No product fits"
      actions={
        <>
          {isFiltered && (
            <Link to="/catalog" search={{ q: search.q }} className={buttonClass("primary")}>
              Search without filters
            </Link>
          )}
          <Link to="/catalog" className={buttonClass()}>
            Show all products
          </Link>
        </>
      }
    >
      All words must occur in a product's names, owners, fields or descriptions. Fewer words, or how they
      begin, find more.
    </State>
  );
}
