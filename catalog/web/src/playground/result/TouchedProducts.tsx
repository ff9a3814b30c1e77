import { useId, useState } from "react";
import { refOf } from "../../product/productRef.ts";
import type { Finished } from "../useRun.ts";
import type { Touched } from "./readAnswer.ts";
import { TouchedProductCard } from "./TouchedProductCard.tsx";
import styles from "./TouchedProducts.module.css";
import { WithheldReport } from "./WithheldReport.tsx";

/** The products an answer was read from, and, for the one that is chosen, why fields of it were withheld. */
export function TouchedProducts({ touched, finished }: { touched: readonly Touched[]; finished: Finished }) {
  const [open, setOpen] = useState<string>();
  const report = useId();
  if (touched.length === 0) return null;
  const explained = touched.find(({ product, withheld }) => withheld.length > 0 && refOf(product) === open);
  return (
    <div className={styles["strip"]}>
      <ul aria-label="Products of this answer" className={styles["products"]}>
        {touched.map(({ product, withheld }) => {
          const ref = refOf(product);
          return (
            <li key={ref} className={styles["product"]}>
              <TouchedProductCard
                product={product}
                withheld={withheld}
                finished={finished}
                report={report}
                isOpen={ref === open}
                onToggle={() => setOpen(ref === open ? undefined : ref)}
              />
            </li>
          );
        })}
      </ul>
      <div id={report}>{explained && <WithheldReport {...explained} />}</div>
    </div>
  );
}
