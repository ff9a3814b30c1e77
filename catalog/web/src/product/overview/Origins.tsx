import { Link } from "@tanstack/react-router";
import type { OverviewProduct } from "./OverviewTab.tsx";
import styles from "./OverviewTab.module.css";

/** What a product is derived from, what is derived from it, and where its rows lead. */
export function Origins({ product: { inputs, lineage, links } }: { product: OverviewProduct }) {
  const users = lineage.nodes.filter(({ distance }) => distance > 0);
  return (
    <div className={styles["origins"]}>
      <div>
        <h3>Derived from</h3>
        <ul>
          {inputs.map((input, index) => (
            <li key={index}>{originOf(input)}</li>
          ))}
        </ul>
      </div>
      <div>
        <h3>Used by</h3>
        {users.length === 0 ? (
          <p>Nothing is derived from it yet.</p>
        ) : (
          <ul>
            {users.map(({ id, owner }) => (
              <li key={id}>
                <ProductLink product={id} /> <small>{owner}</small>
              </li>
            ))}
          </ul>
        )}
      </div>
      {links.length > 0 && (
        <div>
          <h3>Its rows lead to</h3>
          <ul>
            {links.map(({ name, product, by }) => (
              <li key={name}>
                <code>{name}</code> in <ProductLink product={product} /> <small>by {by}</small>
              </li>
            ))}
          </ul>
        </div>
      )}
    </div>
  );
}

function originOf({ events, join }: OverviewProduct["inputs"][number]) {
  if (join) {
    return (
      <>
        <ProductLink product={join.product} />{" "}
        <small>
          joined by {join.by}: {join.fields.map(({ field }) => field).join(", ")}
        </small>
      </>
    );
  }
  return (
    <>
      <code>{events?.log}</code> <small>{events?.eventTypes.join(", ")}</small>
    </>
  );
}

function ProductLink({ product }: { product: string }) {
  return (
    <Link to="/products/$ref" params={{ ref: product }}>
      {product}
    </Link>
  );
}
