import { memo } from "react";
import type { Finished } from "../useRun.ts";
import { Notices } from "./Notices.tsx";
import type { AnswerRead } from "./readAnswer.ts";
import { ResultViews } from "./ResultViews.tsx";
import { TouchedProducts } from "./TouchedProducts.tsx";

/**
 * An answer: refusals first, then where it comes from, then what it says. Drawn anew for another answer only, not while
 * somebody writes the next question.
 */
export const Answered = memo(function Answered({
  read,
  finished,
  status,
  isStale,
}: {
  read: AnswerRead;
  finished: Finished;
  status: string;
  /** Whether the next answer is under way. */
  isStale: boolean;
}) {
  return (
    <>
      <Notices denied={read.denied} errors={read.errors} />
      <TouchedProducts touched={read.touched} finished={finished} />
      <ResultViews read={read} finished={finished} status={status} isStale={isStale} />
    </>
  );
});
