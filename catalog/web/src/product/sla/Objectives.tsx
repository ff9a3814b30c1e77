import { CircleCheck, CircleDashed, TriangleAlert } from "lucide-react";
import type { SlaQuery } from "../../generated/graphql.ts";
import { classes } from "../../ui/classes.ts";
import { percent } from "../../ui/numbers.ts";
import { METRICS, type Metric, slaValue, standingOf } from "../../ui/sla.ts";
import table from "../../ui/table.module.css";
import { WINDOW_NAMES, type Window } from "./slaSearch.ts";
import styles from "./SlaTab.module.css";

type Objective = NonNullable<SlaQuery["dataProduct"]>["sla"][number];

/** A row for each promise, a column for each window. */
export function Objectives({ objectives }: { objectives: readonly Objective[] }) {
  const byMetric = [...Map.groupBy(objectives, ({ metric }) => metric)];
  const windows = Object.keys(WINDOW_NAMES) as Window[];
  return (
    <table className={table["table"]}>
      <thead>
        <tr>
          <th scope="col">Metric</th>
          <th scope="col">Promised</th>
          {windows.map((window) => (
            <th key={window} scope="col">
              {WINDOW_NAMES[window]}
            </th>
          ))}
          <th scope="col">Budget left, 30 days</th>
        </tr>
      </thead>
      <tbody>
        {byMetric.map(([metric, found]) => (
          <ObjectiveRow key={metric} metric={metric} found={found} windows={windows} />
        ))}
      </tbody>
    </table>
  );
}

function ObjectiveRow({
  metric,
  found,
  windows,
}: {
  metric: Metric;
  found: readonly Objective[];
  windows: readonly Window[];
}) {
  const month = found.find(({ window }) => window === "D30");
  return (
    <tr>
      <th scope="row">
        {METRICS[metric].name}
        <span className={styles["about"]}>{METRICS[metric].about}</span>
      </th>
      <td className={table["nowrap"]}>{slaValue(found[0]?.objective ?? "")}</td>
      {windows.map((window) => (
        <td key={window}>
          <Standing objective={found.find((each) => each.window === window)} />
        </td>
      ))}
      <td>
        <Budget left={month?.budgetLeft ?? null} metric={metric} />
      </td>
    </tr>
  );
}

const SHAPES = { met: CircleCheck, missed: TriangleAlert, unknown: CircleDashed } as const;

function Standing({ objective }: { objective: Objective | undefined }) {
  if (objective === undefined) return null;
  const standing = standingOf(objective);
  const Shape = SHAPES[standing];
  return (
    <span className={classes(styles["standing"], styles[standing])}>
      <Shape aria-hidden size={15} />
      {objective.observed == null ? "not observed" : slaValue(objective.observed)}
      <span className="visually-hidden">, {standing}</span>
    </span>
  );
}

function Budget({ left, metric }: { left: number | null; metric: Metric }) {
  if (left === null)
    return <span className={styles["unknown"]}>{metric === "heartbeat" ? "none is kept" : "unknown"}</span>;
  const words = left < 0 ? `overdrawn by ${percent(-left)}` : `${percent(left)} left`;
  return (
    <span className={styles["budget"]}>
      <meter
        min={0}
        max={1}
        low={0.25}
        high={0.5}
        optimum={1}
        value={Math.max(0, left)}
        aria-label={`Budget of ${METRICS[metric].name}`}
      />
      {words}
    </span>
  );
}
