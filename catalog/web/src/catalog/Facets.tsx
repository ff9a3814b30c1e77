import { Link } from "@tanstack/react-router";
import { X } from "lucide-react";
import type { CatalogPageQuery } from "../generated/graphql.ts";
import type { CatalogSearch } from "./catalogSearch.ts";
import styles from "./Facets.module.css";

type Facet = NonNullable<CatalogPageQuery["dataProducts"]>["facets"][number];

const FACETS: readonly {
  readonly facet: Facet["name"];
  readonly parameter: keyof CatalogSearch;
  readonly label: string;
  readonly words?: Readonly<Record<string, string>>;
}[] = [
  { facet: "SLA", parameter: "standing", label: "SLA", words: { KEPT: "kept", BREACHED: "out of SLA" } },
  { facet: "CONTEXT", parameter: "context", label: "Context" },
  { facet: "OWNER", parameter: "owner", label: "Owner" },
  {
    facet: "STATUS",
    parameter: "status",
    label: "Status",
    words: { ACTIVE: "active", DEPRECATED: "deprecated", RETIRED: "retired" },
  },
  {
    facet: "CLASSIFICATION",
    parameter: "classification",
    label: "Holds fields that are",
    words: { PERSONAL: "personal", IDENTIFIER: "identifiers of a person", INTERNAL: "internal" },
  },
  { facet: "COMPLIANCE", parameter: "compliance", label: "Compliance" },
];

/** What the products found have in common; each value narrows the search, or widens it again. */
export function Facets({ facets, search }: { facets: readonly Facet[]; search: CatalogSearch }) {
  return (
    <div className={styles["facets"]}>
      {FACETS.map(({ facet, parameter, label, words }) => {
        const all = facets.find(({ name }) => name === facet)?.values ?? [];
        // One value of a kind can be chosen: what the others would find is not what is counted then.
        const chosenOnes = all.filter(({ value }) => search[parameter] === value);
        const values = chosenOnes.length > 0 ? chosenOnes : all;
        if (values.length === 0) return null;
        return (
          <section key={facet} aria-labelledby={`facet-${facet}`}>
            <h2 id={`facet-${facet}`}>{label}</h2>
            <ul>
              {values.map(({ value, count }) => {
                const chosen = search[parameter] === value;
                return (
                  <li key={value}>
                    <Link
                      to="/catalog"
                      search={{ ...search, [parameter]: chosen ? undefined : value }}
                      className={styles["value"]}
                      aria-current={chosen ? "true" : undefined}
                      replace
                    >
                      <span>{words?.[value] ?? value}</span>
                      {chosen ? <X aria-label="remove this filter" size={14} /> : <span>{count}</span>}
                    </Link>
                  </li>
                );
              })}
            </ul>
          </section>
        );
      })}
    </div>
  );
}
