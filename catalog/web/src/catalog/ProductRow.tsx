import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import type { CatalogRowFragment } from "../generated/graphql.ts";
import { AccessMark } from "../product/AccessMark.tsx";
import { refOf } from "../product/productRef.ts";
import { Badge } from "../ui/Badge.tsx";
import { RelativeTime } from "../ui/RelativeTime.tsx";
import { SlaMarks } from "../ui/SlaMarks.tsx";
import styles from "./ProductRows.module.css";

/** A product in one row: what it is, whose, how fresh, how it keeps its promises, and whether one may read it. */
export function ProductRow({ product, children }: { product: CatalogRowFragment; children?: ReactNode }) {
  return (
    <li className={styles["row"]}>
      <div className={styles["about"]}>
        <p className={styles["names"]}>
          <Link data-row to="/products/$ref" params={{ ref: refOf(product) }} className={styles["title"]}>
            {product.title}
          </Link>
          <code>{product.name}</code>
          {product.status !== "ACTIVE" && <Badge tone="warn">{product.status.toLowerCase()}</Badge>}
          {product.standing === "BREACHED" && <Badge tone="bad">out of SLA</Badge>}
        </p>
        <p className={styles["purpose"]}>{product.description}</p>
        {children}
      </div>
      <p className={styles["owner"]}>
        <span>{product.owner.team}</span>
        <span>{product.version}</span>
      </p>
      <SlaMarks objectives={product.sla} />
      <p className={styles["state"]}>
        <span>
          {product.lastEventAt == null ? "no event yet" : <RelativeTime at={product.lastEventAt} />}
        </span>
        <AccessMark access={product.access} />
      </p>
    </li>
  );
}
