import { pick, useGraphiQL, useGraphiQLActions } from "@graphiql/react";
import { useEffect, useEffectEvent, useRef } from "react";
import type { Draft } from "../playground/editorProtocol.ts";
import type { EditorTabs } from "./reportEdits.ts";

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
  const state = useGraphiQL(pick("queryEditor", "variableEditor", "tabs", "activeTabIndex"));
  const { queryEditor, variableEditor, tabs, activeTabIndex } = state;
  const actions = useGraphiQLActions();
  const isReady = queryEditor !== undefined && variableEditor !== undefined;
  const lastOpened = useRef<Draft>(undefined);
  const lastRun = useRef(0);
  // Later changes are told by GraphiQL itself.
  const reportFirst = useEffectEvent(() => report({ tabs, activeTabIndex }));
  useEffect(() => {
    if (isReady) reportFirst();
  }, [isReady]);
  useEffect(() => {
    if (!isReady || opened === undefined || opened === lastOpened.current) return;
    const written = queryEditor.getValue();
    const isOurs = written.trim() === "" || written === lastOpened.current?.query;
    lastOpened.current = opened;
    if (written === opened.query && variableEditor.getValue() === opened.variables) return;
    // What somebody has written stays, in a tab of its own.
    if (!isOurs) actions.addTab();
    queryEditor.setValue(opened.query);
    variableEditor.setValue(opened.variables);
    if (opened.variables !== "") showVariables();
  }, [isReady, opened, queryEditor, variableEditor, actions]);
  useEffect(() => {
    if (!isReady || runs === lastRun.current) return;
    lastRun.current = runs;
    actions.run();
  }, [isReady, runs, actions]);
  return null;
}

/** GraphiQL has no other way to unfold the variables than its own button. */
function showVariables(): void {
  document.querySelector<HTMLElement>('.graphiql-editor-tools [data-name="variables"]')?.click();
}
