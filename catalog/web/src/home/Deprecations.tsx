import { Link } from "@tanstack/react-router";
import { CircleCheck } from "lucide-react";
import type { AttentionQuery } from "../generated/graphql.ts";
import { refOf } from "../product/productRef.ts";
import { Panel } from "../ui/Panel.tsx";
import { RelativeTime } from "../ui/RelativeTime.tsx";
import styles from "./HomePage.module.css";

/** Products whose end is announced, and what takes their place. */
export function Deprecations({ found }: { found: AttentionQuery["deprecated"] }) {
  const products = found?.nodes ?? [];
  return (
    <Panel title="Deprecations" flush>
      {products.length === 0 ? (
        <p className={styles["none"]}>
          <CircleCheck aria-hidden size={18} />
          Nothing is about to be withdrawn.
        </p>
      ) : (
        <ul className={styles["list"]}>
          {products.map((product) => (
            <li key={refOf(product)}>
              <Link to="/products/$ref" params={{ ref: refOf(product) }}>
                {refOf(product)}
              </Link>
              {product.deprecation && (
                <p>
                  Withdrawn <RelativeTime at={product.deprecation.sunset} /> ({product.deprecation.sunset});
                  use{" "}
                  <Link to="/products/$ref" params={{ ref: product.deprecation.use }}>
                    {product.deprecation.use}
                  </Link>
                </p>
              )}
            </li>
          ))}
        </ul>
      )}
    </Panel>
  );
}
