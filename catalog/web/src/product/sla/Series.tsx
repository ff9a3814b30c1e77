import { lazy, Suspense } from "react";
import type { SlaSeriesQuery } from "../../generated/graphql.ts";
import { useMesh } from "../../mesh/useMesh.ts";
import { Asked } from "../../ui/Asked.tsx";
import { ScrollArea } from "../../ui/ScrollArea.tsx";
import { Skeleton } from "../../ui/Skeleton.tsx";
import { exactTime } from "../../ui/relativeTime.ts";
import { METRICS, slaValue } from "../../ui/sla.ts";
import table from "../../ui/table.module.css";
import { SlaSeries } from "./sla.query.ts";
import type { Window } from "./slaSearch.ts";
import styles from "./SlaTab.module.css";

export type MetricSeries = NonNullable<SlaSeriesQuery["dataProduct"]>["slaSeries"][number];

/** Drawing is loaded when there is something to draw; where it cannot be, the table tells the same. */
const SeriesChart = lazy(() =>
  import("./SeriesChart.tsx").then(
    (module) => ({ default: module.SeriesChart }),
    () => ({ default: NoPicture }),
  ),
);

function NoPicture() {
  return <p className={styles["none"]}>The picture cannot be drawn here.</p>;
}

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
        {METRICS[metric].name} <small>promised {slaValue(objective)}</small>
      </h3>
      {points.length === 0 ? (
        <p className={styles["none"]}>Nothing was observed in this time.</p>
      ) : (
        <>
          <Suspense fallback={<div className={styles["canvas"]} />}>
            <SeriesChart series={series} window={window} />
          </Suspense>
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
    <ScrollArea label={`${METRICS[metric].name} over time`} className={styles["points"]}>
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
              <td>{slaValue(observed ?? "")}</td>
              <td>{met === true ? "yes" : met === false ? "no" : "unknown"}</td>
              <td>{count}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollArea>
  );
}
