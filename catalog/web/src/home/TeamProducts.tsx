import { Link } from "@tanstack/react-router";
import type { UseQueryResult } from "@tanstack/react-query";
import type { OwnProductsQuery } from "../generated/graphql.ts";
import { ProductRow } from "../catalog/ProductRow.tsx";
import { ProductRows } from "../catalog/ProductRows.tsx";
import type { CatalogSearch } from "../catalog/catalogSearch.ts";
import { useMesh } from "../mesh/useMesh.ts";
import { refOf } from "../product/productRef.ts";
import { Asked } from "../ui/Asked.tsx";
import { counted } from "../ui/numbers.ts";
import { Skeleton } from "../ui/Skeleton.tsx";
import { AllProducts, OwnProducts } from "./home.query.ts";
import styles from "./HomePage.module.css";

/** The products of a team that whoever reads belongs to. */
export function TeamProducts({ team }: { team: string }) {
  const found = useMesh(OwnProducts, { team }, { everyMs: 30_000 });
  return <Group title={`Products of ${team}`} found={found} more={{ owner: team }} />;
}

/** Products to begin with, for whoever has none of their own. */
export function SomeProducts() {
  const found = useMesh(AllProducts, {}, { everyMs: 30_000 });
  return <Group title="Products" found={found} more={{}} />;
}

function Group({
  title,
  found,
  more,
}: {
  title: string;
  found: UseQueryResult<OwnProductsQuery>;
  more: CatalogSearch;
}) {
  const products = found.data?.dataProducts;
  return (
    <section className={styles["group"]} aria-label={title}>
      <header>
        <h2>{title}</h2>
        {products && (
          <Link to="/catalog" search={more}>
            {title === "Products" ? `All ${counted(products.totalCount, "product")}` : "Show in the catalog"}
          </Link>
        )}
      </header>
      <Asked query={found} tellsStale waiting={<Skeleton lines={4} height="3.5rem" />}>
        {({ dataProducts }) => (
          <ProductRows label={title}>
            {dataProducts?.nodes.map((product) => (
              <ProductRow key={refOf(product)} product={product} />
            ))}
          </ProductRows>
        )}
      </Asked>
    </section>
  );
}
