import { Outlet, useLocation } from "@tanstack/react-router";
import { useMesh } from "../mesh/useMesh.ts";
import { NotFoundPage } from "../app/NotFoundPage.tsx";
import { useTitle } from "../app/useTitle.ts";
import { Asked } from "../ui/Asked.tsx";
import { Skeleton } from "../ui/Skeleton.tsx";
import { ProductHead } from "./product.query.ts";
import { ProductHeader } from "./ProductHeader.tsx";
import styles from "./ProductPage.module.css";
import { ProductTabs } from "./ProductTabs.tsx";
import { refOf } from "./productRef.ts";
import { useProductKey } from "./useProduct.ts";

/** One product: its head, and the tabs below. */
export function ProductPage() {
  const key = useProductKey();
  const head = useMesh(ProductHead, key, { everyMs: 15_000 });
  const [, , , tab] = useLocation().pathname.split("/");
  useTitle(tab === undefined || tab === "" ? refOf(key) : `${tab} of ${refOf(key)}`);
  return (
    <Asked query={head} tellsStale waiting={<Skeleton lines={4} height="2rem" label="Loading the product" />}>
      {({ dataProduct }) =>
        dataProduct ? (
          <>
            <ProductHeader product={dataProduct} />
            <ProductTabs reference={refOf(dataProduct)} />
            <div className={styles["tab"]}>
              <Outlet />
            </div>
          </>
        ) : (
          <NotFoundPage />
        )
      }
    </Asked>
  );
}
