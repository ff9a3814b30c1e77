import { useSearch } from "@tanstack/react-router";
import { useEffect, useRef } from "react";
import { isDark } from "../app/theme.ts";
import { useTitle } from "../app/useTitle.ts";
import { Problem } from "../ui/Problem.tsx";
import { Bar } from "./Bar.tsx";
import { EditorFrame } from "./EditorFrame.tsx";
import styles from "./PlaygroundPage.module.css";
import { searchDraft } from "./playgroundSearch.ts";
import { ResultPane } from "./result/ResultPane.tsx";
import { useDraft } from "./useDraft.ts";
import { useEditor } from "./useEditor.ts";
import { pressOnPage, useEditorKeys } from "./useEditorKeys.ts";
import { useEditorTheme } from "./useEditorTheme.ts";
import { useFirstQuery } from "./useFirstQuery.ts";
import { useForgetting } from "./useForgetting.ts";
import { useHearing } from "./useHearing.ts";
import { useRun } from "./useRun.ts";
import { useSchema } from "./useSchema.ts";
import { useWelcome } from "./useWelcome.ts";
import { Workbench } from "./Workbench.tsx";

/** Queries, and what they answer. The editor stands in a frame and asks nobody but this page. */
export function PlaygroundPage() {
  useTitle("Playground");
  const search = useSearch({ from: "/playground" });
  const refs = search.product?.split(",") ?? [];
  const frame = useRef<HTMLIFrameElement>(null);
  const run = useRun();
  const { asked, known } = useSchema();

  const editor = useEditor(frame);
  const written = useDraft(editor);
  useHearing(editor, (message) => {
    if (message.kind === "ready")
      editor?.send({ kind: "start", draft: searchDraft(search), isDark: isDark() });
    if (message.kind === "edited") written.edited(message.draft);
    if (message.kind === "ask")
      void run.ask(message.question).then(() => editor?.send({ kind: "ended", id: message.id }));
    if (message.kind === "stop") run.stop();
    if (message.kind === "pressed") pressOnPage(message.key, editor);
  });
  const problem = useFirstQuery(refs, known, {
    isWanted: refs.length > 0 && search.query === undefined && editor !== undefined,
    onWritten: written.show,
  });
  useWelcome(written);
  useEditorKeys(editor);
  useEditorTheme(editor);
  useForgetting();
  useEffect(() => {
    if (known) editor?.send({ kind: "schema", introspection: known.introspection });
  }, [editor, known]);

  return (
    <div className={styles["page"]}>
      <Bar written={written} refs={refs} />
      {(problem ?? asked.error) && (
        <Problem error={problem ?? asked.error} onRetry={() => void asked.refetch()} />
      )}
      <Workbench
        editor={<EditorFrame frame={frame} isThere={written.draft !== undefined} />}
        result={<ResultPane run={run} known={known} onRun={() => editor?.send({ kind: "run" })} />}
      />
    </div>
  );
}
