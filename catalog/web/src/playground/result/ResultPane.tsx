import { Play } from "lucide-react";
import { useMemo } from "react";
import { MeshError } from "../../mesh/meshError.ts";
import { useMesh } from "../../mesh/useMesh.ts";
import { Button } from "../../ui/Button.tsx";
import { Problem } from "../../ui/Problem.tsx";
import { Shortcut } from "../../ui/Shortcut.tsx";
import { Skeleton } from "../../ui/Skeleton.tsx";
import { State } from "../../ui/State.tsx";
import { TypedProducts } from "../playground.query.ts";
import type { Run } from "../useRun.ts";
import type { Schema } from "../useSchema.ts";
import { Answered } from "./Answered.tsx";
import { readAnswer } from "./readAnswer.ts";
import styles from "./ResultPane.module.css";
import { statusText } from "./statusText.ts";

/** What a query was answered: what was denied, from which products it comes, what was withheld, and the rows. */
export function ResultPane({
  run: { isRunning, finished },
  known,
  onRun,
}: {
  run: Run;
  known: Schema | undefined;
  onRun: () => void;
}) {
  const products = useMesh(TypedProducts, {}).data?.dataProducts?.nodes;
  const outcome = finished?.outcome;
  const read = useMemo(
    () =>
      finished && "answer" in finished.outcome
        ? readAnswer(finished.outcome.answer, finished.question, { known, products: products ?? [] })
        : undefined,
    [finished, known, products],
  );
  const status = statusText({ isRunning, finished, lists: read?.lists });
  return (
    <section aria-label="Result" aria-busy={isRunning} className={styles["pane"]}>
      <p role="status" className="visually-hidden">
        {status}
      </p>
      {finished === undefined && <Nothing isRunning={isRunning} />}
      {outcome && "error" in outcome && (
        <Problem error={outcome.error} onRetry={onRun}>
          {isExpired(outcome.error) && <Button onClick={onRun}>Run again</Button>}
        </Problem>
      )}
      {read && finished && <Answered read={read} finished={finished} status={status} isStale={isRunning} />}
    </section>
  );
}

const isExpired = (error: unknown): boolean => error instanceof MeshError && error.kind === "expired";

function Nothing({ isRunning }: { isRunning: boolean }) {
  if (isRunning) return <Skeleton lines={8} label="Running" />;
  return (
    <State icon={Play} title="Nothing has been asked yet">
      Choose a product or an example, or write a query, and run it: <Shortcut keys={["Mod", "Enter"]} />
    </State>
  );
}
