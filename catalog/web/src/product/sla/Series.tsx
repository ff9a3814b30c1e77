import type { SlaSeriesQuery } from "../../generated/graphql.ts";
import { useMesh } from "../../mesh/useMesh.ts";
import { Asked } from "../../ui/Asked.tsx";
import { Skeleton } from "../../ui/Skeleton.tsx";
import { exactTime } from "../../ui/relativeTime.ts";
import { METRICS } from "../../ui/sla.ts";
import table from "../../ui/table.module.css";
import { SlaSeries } from "./sla.query.ts";
import { SeriesChart } from "./SeriesChart.tsx";
import type { Window } from "./slaSearch.ts";
import styles from "./SlaTab.module.css";

export type MetricSeries = NonNullable<SlaSeriesQuery["dataProduct"]>["slaSeries"][number];

/** Each promise over time: a picture, and the same as a table. */
export function Series({ product, window }: { product: { name: string; major: number }; window: Window }) {
  const query = useMesh(SlaSeries, { ...product, window }, { keep: true, everyMs: 30_000 });
  return (
    <Asked query={query} waiting={<Skeleton lines={4} height="10rem" />}>
      {({ dataProduct }) => (
        <div className={styles["series"]}>
          {dataProduct?.slaSeries.map((series) => (
            <OneSeries key={series.metric} series={series} window={window} />
          ))}
        </div>
      )}
    </Asked>
  );
}

function OneSeries({ series, window }: { series: MetricSeries; window: Window }) {
  const { metric, objective, points } = series;
  return (
    <figure className={styles["chart"]}>
      <h3>
        {METRICS[metric].name} <small>promised {objective}</small>
      </h3>
      {points.length === 0 ? (
        <p className={styles["none"]}>Nothing was observed in this time.</p>
      ) : (
        <>
          <SeriesChart series={series} window={window} />
          <details>
            <summary>As a table</summary>
            <Points series={series} />
          </details>
        </>
      )}
    </figure>
  );
}

function Points({ series: { points, metric } }: { series: MetricSeries }) {
  return (
    <div
      className={styles["points"]}
      tabIndex={0}
      role="region"
      aria-label={`${METRICS[metric].name} over time`}
    >
      <table className={table["table"]}>
        <thead>
          <tr>
            <th scope="col">From</th>
            <th scope="col">Observed</th>
            <th scope="col">Kept</th>
            <th scope="col">Out of</th>
          </tr>
        </thead>
        <tbody>
          {points.toReversed().map(({ at, observed, met, count }) => (
            <tr key={at}>
              <td>{exactTime(at)}</td>
              <td>{observed}</td>
              <td>{met === true ? "yes" : met === false ? "no" : "unknown"}</td>
              <td>{count}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
