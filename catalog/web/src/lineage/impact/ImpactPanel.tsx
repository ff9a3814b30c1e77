import { Link } from "@tanstack/react-router";
import { PackageOpen } from "lucide-react";
import { useMemo, useState } from "react";
import { Badge } from "../../ui/Badge.tsx";
import { Button } from "../../ui/Button.tsx";
import { counted, wholeNumber } from "../../ui/numbers.ts";
import { Panel } from "../../ui/Panel.tsx";
import { State } from "../../ui/State.tsx";
import table from "../../ui/table.module.css";
import { nameOfField, nodeOfField } from "../graph/fieldGraph.ts";
import type { FieldPath } from "../graph/fieldPath.ts";
import { impact, type Touched } from "../graph/impact.ts";
import type { LineageGraph } from "../graph/lineageGraph.ts";
import styles from "./ImpactPanel.module.css";
import { TouchedTeams } from "./TouchedTeams.tsx";

/** How many products are listed at first. */
const LISTED = 20;

/** Everything a change of the product, or of the lit field, would touch, and whom to tell. */
export function ImpactPanel({ graph, path }: { graph: LineageGraph; path: FieldPath | undefined }) {
  const [all, setAll] = useState(false);
  const { products, teams } = useMemo(() => impact(graph, path), [graph, path]);
  const changed =
    path === undefined ? graph.root : `${nameOfField(path.field)} of ${nodeOfField(path.field)}`;
  const more = products.length - LISTED;
  if (products.length === 0) {
    return (
      <Panel title="Impact">
        <State icon={PackageOpen} title="Nothing is derived from it yet">
          A change of {changed} touches no other product.
        </State>
      </Panel>
    );
  }
  return (
    <Panel
      flush
      title="Impact"
      about={`A change of ${changed} would touch ${graph.complete ? "" : "at least "}${counted(products.length, "product")} of ${counted(teams.length, "team")}.`}
    >
      <TouchedTeams teams={teams} />
      <TouchedTable products={all ? products : products.slice(0, LISTED)} withFields={path !== undefined} />
      {more > 0 && !all && (
        <div className={styles["more"]}>
          <Button small onClick={() => setAll(true)}>
            Show {wholeNumber(more)} more
          </Button>
        </div>
      )}
    </Panel>
  );
}

function TouchedTable({ products, withFields }: { products: readonly Touched[]; withFields: boolean }) {
  return (
    <table className={table["table"]}>
      <thead>
        <tr>
          <th scope="col">Product</th>
          {withFields && <th scope="col">Fields</th>}
          <th scope="col">Owner</th>
          <th scope="col">Contact</th>
          <th scope="col" className={table["number"]}>
            Distance
          </th>
          <th scope="col">Version</th>
        </tr>
      </thead>
      <tbody>
        {products.map(({ node, distance, fields }) => (
          <tr key={node.id}>
            <td className={table["nowrap"]}>
              <Link to="/products/$ref" params={{ ref: node.id }}>
                {node.id}
              </Link>{" "}
              {node.status === "DEPRECATED" && <Badge tone="warn">deprecated</Badge>}
            </td>
            {withFields && <td>{fields.map(nameOfField).join(", ")}</td>}
            <td className={table["nowrap"]}>{node.owner ?? "unknown"}</td>
            <td className={table["nowrap"]}>
              {node.contact !== null && <a href={`mailto:${node.contact}`}>{node.contact}</a>}
            </td>
            <td className={table["number"]}>{distance}</td>
            <td>{node.version}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
