import type { Draft } from "../playground/editorProtocol.ts";
import type { EditorTabs } from "./reportEdits.ts";
import { useFirstReport } from "./useFirstReport.ts";
import { useOpened } from "./useOpened.ts";
import { useRuns } from "./useRuns.ts";

/** Carries out what the page asks for, as soon as the editor is there: opens drafts, and runs what is written. */
export function CarryOut({
  opened,
  runs,
  report,
}: {
  opened: Draft | undefined;
  runs: number;
  report: (tabs: EditorTabs) => void;
}) {
  useFirstReport(report);
  useOpened(opened);
  useRuns(runs);
  return null;
}
