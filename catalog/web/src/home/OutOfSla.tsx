import { Link } from "@tanstack/react-router";
import { CircleCheck } from "lucide-react";
import type { AttentionQuery } from "../generated/graphql.ts";
import { refOf } from "../product/productRef.ts";
import { Panel } from "../ui/Panel.tsx";
import { METRICS, slaValue } from "../ui/sla.ts";
import styles from "./HomePage.module.css";

/** Products whose promises are broken right now. */
export function OutOfSla({ found }: { found: AttentionQuery["breached"] }) {
  const products = found?.nodes ?? [];
  return (
    <Panel
      title="Out of SLA"
      flush
      aside={
        products.length > 0 && (
          <Link to="/catalog" search={{ standing: "BREACHED" }}>
            All {found?.totalCount}
          </Link>
        )
      }
    >
      {products.length === 0 ? (
        <p className={styles["none"]}>
          <CircleCheck aria-hidden size={18} />
          No breach is under way. Fewer than 20 reads in an hour are too few to tell one.
        </p>
      ) : (
        <ul className={styles["list"]}>
          {products.map((product) => (
            <li key={refOf(product)}>
              <Link to="/products/$ref/sla" params={{ ref: refOf(product) }}>
                {product.title}
              </Link>
              <p>{missedOf(product.sla)}</p>
            </li>
          ))}
        </ul>
      )}
    </Panel>
  );
}

type Objectives = NonNullable<AttentionQuery["breached"]>["nodes"][number]["sla"];

function missedOf(objectives: Objectives): string {
  const missed = objectives.filter(({ met }) => met === false);
  if (missed.length === 0) return "A breach that was recorded is not over yet.";
  return missed
    .map(
      ({ metric, observed, objective }) =>
        `${METRICS[metric].name} ${slaValue(observed ?? "")}, ${slaValue(objective)} promised`,
    )
    .join(" · ");
}
