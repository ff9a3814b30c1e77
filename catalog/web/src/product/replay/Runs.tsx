import { CircleCheck, GitCompare, RefreshCw, TriangleAlert } from "lucide-react";
import { duration, wholeNumber } from "../../ui/numbers.ts";
import { RelativeTime } from "../../ui/RelativeTime.tsx";
import table from "../../ui/table.module.css";
import type { ReplayProduct } from "./ReplayTab.tsx";
import styles from "./ReplayTab.module.css";

type Run = ReplayProduct["replays"][number];

const RESULTS = {
  EQUAL: { icon: CircleCheck, word: "equal", tone: "good" },
  DIFFERENT: { icon: TriangleAlert, word: "different", tone: "bad" },
  REBUILT: { icon: RefreshCw, word: "rebuilt", tone: "neutral" },
} as const;

/** What the comparison of changed code with what is live came to: a difference is what such code is written for. */
const DIFF_RESULTS = {
  ...RESULTS,
  EQUAL: { icon: CircleCheck, word: "nothing differs", tone: "good" },
  DIFFERENT: { icon: GitCompare, word: "would change", tone: "neutral" },
} as const;

/** Rebuilds, verifications and diffs, the newest first. */
export function Runs({ runs }: { runs: readonly Run[] }) {
  if (runs.length === 0) return <p className={styles["none"]}>It was neither rebuilt nor compared yet.</p>;
  return (
    <table className={table["table"]}>
      <thead>
        <tr>
          <th scope="col">Began</th>
          <th scope="col">Kind</th>
          <th scope="col">Result</th>
          <th scope="col">Version</th>
          <th scope="col" className={table["number"]}>
            Position
          </th>
          <th scope="col" className={table["number"]}>
            Rows
          </th>
          <th scope="col" className={table["number"]}>
            Events
          </th>
          <th scope="col" className={table["number"]}>
            Took
          </th>
          <th scope="col">Digest</th>
        </tr>
      </thead>
      <tbody>
        {runs.map((run) => (
          <RunRow key={run.startedAt} run={run} />
        ))}
      </tbody>
    </table>
  );
}

function RunRow({ run }: { run: Run }) {
  const { icon: Icon, word, tone } = (run.kind === "DIFF" ? DIFF_RESULTS : RESULTS)[run.result];
  return (
    <tr>
      <td className={table["nowrap"]}>
        <RelativeTime at={run.startedAt} />
      </td>
      <td>{run.kind.toLowerCase()}</td>
      <td>
        <span className={styles["result"]} data-tone={tone}>
          <Icon aria-hidden size={15} />
          {word}
          {run.differingRows > 0 && `, ${wholeNumber(run.differingRows)} rows`}
        </span>
        {run.reason !== "" && <small className={styles["muted"]}>{run.reason}</small>}
      </td>
      <td>{run.version}</td>
      <td className={table["number"]}>
        {wholeNumber(run.position)}
        {run.revision != null && <small className={styles["muted"]}>{run.revision}</small>}
      </td>
      <td className={table["number"]}>{wholeNumber(run.rows)}</td>
      <td className={table["number"]}>{wholeNumber(run.events)}</td>
      <td className={table["number"]}>{duration(run.durationMs)}</td>
      <td>
        <code title={run.digest}>{run.digest.slice(0, 12)}</code>
      </td>
    </tr>
  );
}
