import { CircleCheck, CircleDashed, TriangleAlert } from "lucide-react";
import { classes } from "./classes.ts";
import { METRICS, type Observed, slaValue, standingOf } from "./sla.ts";
import styles from "./SlaMarks.module.css";

const SHAPES = { met: CircleCheck, missed: TriangleAlert, unknown: CircleDashed } as const;

/** One mark for each objective: a shape and words, so that colour is never needed to tell them apart. */
export function SlaMarks({ objectives }: { objectives: readonly Observed[] }) {
  return (
    <ul className={styles["marks"]}>
      {objectives.map((each) => (
        <SlaMark key={each.metric} {...each} />
      ))}
    </ul>
  );
}

function SlaMark(objective: Observed) {
  const { metric, observed } = objective;
  const standing = standingOf(objective);
  const Shape = SHAPES[standing];
  const { name } = METRICS[metric];
  return (
    <li className={classes(styles["mark"], styles[standing])} title={inWords(objective)}>
      <Shape aria-hidden size={15} strokeWidth={2} />
      <span>
        {name}{" "}
        <span className={styles["observed"]}>{observed == null ? "not observed" : slaValue(observed)}</span>
        <span className="visually-hidden">, {standing}</span>
      </span>
    </li>
  );
}

function inWords(objective: Observed): string {
  const { metric, objective: promised, observed } = objective;
  return `${METRICS[metric].name} ${standingOf(objective)}: ${observed == null ? "nothing" : slaValue(observed)} observed, ${slaValue(promised)} promised`;
}
