import { TriangleAlert } from "lucide-react";
import type { SlaQuery } from "../../generated/graphql.ts";
import { duration } from "../../ui/numbers.ts";
import { RelativeTime } from "../../ui/RelativeTime.tsx";
import { METRICS, slaValue } from "../../ui/sla.ts";
import table from "../../ui/table.module.css";
import styles from "./SlaTab.module.css";

type Breach = NonNullable<SlaQuery["dataProduct"]>["breaches"][number];

/** When less was kept than was promised, the newest first. */
export function Breaches({ breaches }: { breaches: readonly Breach[] }) {
  if (breaches.length === 0)
    return (
      <p className={styles["none"]}>
        None is recorded. A promise counts as broken by what an hour shows, and by no fewer than 20 reads.
      </p>
    );
  return (
    <table className={table["table"]}>
      <thead>
        <tr>
          <th scope="col">Began</th>
          <th scope="col">Metric</th>
          <th scope="col">Observed</th>
          <th scope="col">Promised</th>
          <th scope="col">Over</th>
          <th scope="col">Ended</th>
        </tr>
      </thead>
      <tbody>
        {breaches.map((breach) => (
          <tr key={`${breach.at} ${breach.metric} ${breach.window}`}>
            <td>
              <RelativeTime at={breach.at} />
            </td>
            <th scope="row">{METRICS[breach.metric].name}</th>
            <td>{breach.observed == null ? "nothing" : slaValue(breach.observed)}</td>
            <td>{slaValue(breach.objective)}</td>
            <td>{slaValue(breach.window)}</td>
            <td>
              <Ended breach={breach} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Ended({ breach: { at, restoredAt } }: { breach: Breach }) {
  if (restoredAt == null) {
    return (
      <span className={`${styles["standing"]} ${styles["missed"]}`}>
        <TriangleAlert aria-hidden size={15} />
        still broken
      </span>
    );
  }
  return (
    <>
      <RelativeTime at={restoredAt} />, after {duration(Date.parse(restoredAt) - Date.parse(at))}
    </>
  );
}
