import { Link } from "@tanstack/react-router";
import { ChevronDown, ChevronUp, EyeOff } from "lucide-react";
import { useEffect } from "react";
import { useMesh } from "../../mesh/useMesh.ts";
import { refOf } from "../../product/productRef.ts";
import { Badge } from "../../ui/Badge.tsx";
import { counted, wholeNumber } from "../../ui/numbers.ts";
import { RelativeTime } from "../../ui/RelativeTime.tsx";
import { TouchedProduct } from "../playground.query.ts";
import type { Finished } from "../useRun.ts";
import type { Touched } from "./readAnswer.ts";
import styles from "./TouchedProducts.module.css";

/** A product that an answer was read from: its version, how far it is, and how much of it was withheld. */
export function TouchedProductCard({
  product: { name, major },
  withheld,
  finished,
  ...disclosure
}: Touched & { finished: Finished; report: string; isOpen: boolean; onToggle: () => void }) {
  const { data, refetch } = useMesh(TouchedProduct, { name, major }, { keep: true });
  // Each answer is of another moment.
  useEffect(() => void refetch(), [finished, refetch]);
  const ref = refOf({ name, major });
  const product = data?.dataProduct;
  return (
    <>
      <span className={styles["name"]}>
        <Link to="/products/$ref" params={{ ref }}>
          {product?.title ?? ref}
        </Link>
        <span>{product?.version ?? `${major}.x`}</span>
        {product?.status === "DEPRECATED" && <Badge tone="warn">deprecated</Badge>}
      </span>
      <span className={styles["fact"]}>
        {product?.position == null ? "position unknown" : `position ${wholeNumber(product.position)}`}
      </span>
      <span className={styles["fact"]}>
        {product?.lastEventAt == null ? (
          "no event yet"
        ) : (
          <>
            newest event <RelativeTime at={product.lastEventAt} />
          </>
        )}
      </span>
      {withheld.length > 0 && <WithheldButton count={withheld.length} {...disclosure} />}
    </>
  );
}

function WithheldButton({
  count,
  report,
  isOpen,
  onToggle,
}: {
  count: number;
  report: string;
  isOpen: boolean;
  onToggle: () => void;
}) {
  const Chevron = isOpen ? ChevronUp : ChevronDown;
  return (
    <button
      type="button"
      className={styles["withheld"]}
      aria-expanded={isOpen}
      aria-controls={report}
      onClick={onToggle}
    >
      <EyeOff aria-hidden size={14} />
      {counted(count, "field")} withheld
      <Chevron aria-hidden size={14} />
    </button>
  );
}
