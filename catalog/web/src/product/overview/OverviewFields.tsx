import { Link } from "@tanstack/react-router";
import { counted } from "../../ui/numbers.ts";
import table from "../../ui/table.module.css";
import { useProductKey } from "../useProduct.ts";
import { ClassificationBadge } from "../ClassificationBadge.tsx";
import { refOf } from "../productRef.ts";
import type { OverviewProduct } from "./OverviewTab.tsx";

/** How many fields of how many are personal. */
export function overviewFieldsTitle({ fields }: OverviewProduct): string {
  const personal = fields.filter(({ classification }) => classification === "PERSONAL").length;
  return `${counted(fields.length, "field")}, ${personal === 0 ? "none" : personal} personal`;
}

/** The fields in short; each leads to the schema. */
export function OverviewFields({ product }: { product: OverviewProduct }) {
  const ref = refOf(useProductKey());
  return (
    <table className={table["table"]}>
      <thead>
        <tr>
          <th scope="col">Field</th>
          <th scope="col">Meaning</th>
          <th scope="col">Sensitivity</th>
        </tr>
      </thead>
      <tbody>
        {product.fields.map(({ name, type, description, classification }) => (
          <tr key={name}>
            <th scope="row">
              <Link to="/products/$ref/schema" params={{ ref }} hash={name}>
                <code>{name}</code>
              </Link>
            </th>
            <td>
              {description} <small>({type})</small>
            </td>
            <td>
              <ClassificationBadge classification={classification} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
