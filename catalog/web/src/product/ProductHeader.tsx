import { Link } from "@tanstack/react-router";
import { CalendarClock, Play } from "lucide-react";
import type { ProductHeadQuery } from "../generated/graphql.ts";
import { Badge } from "../ui/Badge.tsx";
import { buttonClass } from "../ui/Button.tsx";
import { wholeNumber } from "../ui/numbers.ts";
import { RelativeTime } from "../ui/RelativeTime.tsx";
import { AccessMark } from "./AccessMark.tsx";
import styles from "./ProductHeader.module.css";
import { refOf } from "./productRef.ts";

type Head = NonNullable<ProductHeadQuery["dataProduct"]>;

/** What a product is, who answers for it, how far it is, and the way to query it. */
export function ProductHeader({ product }: { product: Head }) {
  return (
    <header className={styles["header"]}>
      <div className={styles["names"]}>
        <h1>{product.title}</h1>
        <code>{refOf(product)}</code>
        <StatusBadge status={product.status} />
        {product.standing === "BREACHED" && <Badge tone="bad">out of SLA</Badge>}
      </div>
      <Link
        to="/playground"
        search={{ product: refOf(product) }}
        className={buttonClass(product.access.effect === "DENY" ? "plain" : "primary")}
      >
        <Play aria-hidden size={16} />
        Query
      </Link>
      <p className={styles["description"]}>{product.description}</p>
      <ul className={styles["facts"]}>
        <li>
          by <a href={`mailto:${product.owner.contact}`}>{product.owner.team}</a>
        </li>
        <li>version {product.version}</li>
        <li>{product.position == null ? "position unknown" : `position ${wholeNumber(product.position)}`}</li>
        <li>
          {product.lastEventAt == null ? (
            "no event yet"
          ) : (
            <>
              newest event <RelativeTime at={product.lastEventAt} />
            </>
          )}
        </li>
        <li>
          <AccessMark access={product.access} />
        </li>
      </ul>
      {product.deprecation && <Deprecated deprecation={product.deprecation} />}
    </header>
  );
}

function StatusBadge({ status }: { status: Head["status"] }) {
  if (status === "ACTIVE") return null;
  return <Badge tone={status === "DEPRECATED" ? "warn" : "bad"}>{status.toLowerCase()}</Badge>;
}

function Deprecated({
  deprecation: { since, sunset, use },
}: {
  deprecation: NonNullable<Head["deprecation"]>;
}) {
  return (
    <p className={styles["deprecation"]}>
      <CalendarClock aria-hidden size={18} />
      <span>
        Deprecated since {since}, withdrawn {sunset}: use{" "}
        <Link to="/products/$ref" params={{ ref: use }}>
          {use}
        </Link>{" "}
        instead.
      </span>
    </p>
  );
}
