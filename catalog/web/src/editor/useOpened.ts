import { pick, useGraphiQL, useGraphiQLActions } from "@graphiql/react";
import { useEffect, useRef } from "react";
import type { Draft } from "../playground/editorProtocol.ts";

/** Shows the draft that the page opens. What somebody has written meanwhile stays, in a tab of its own. */
export function useOpened(opened: Draft | undefined): void {
  const { queryEditor, variableEditor } = useGraphiQL(pick("queryEditor", "variableEditor"));
  const actions = useGraphiQLActions();
  const last = useRef<Draft>(undefined);
  useEffect(() => {
    if (!queryEditor || !variableEditor || opened === undefined || opened === last.current) return;
    const written = queryEditor.getValue();
    const isNobodys = written.trim() === "" || written === last.current?.query;
    last.current = opened;
    if (written === opened.query && variableEditor.getValue() === opened.variables) return;
    if (!isNobodys) actions.addTab();
    queryEditor.setValue(opened.query);
    variableEditor.setValue(opened.variables);
    if (opened.variables !== "") showVariables();
  }, [opened, queryEditor, variableEditor, actions]);
}

/** GraphiQL has no other way to unfold the variables than its own button. */
function showVariables(): void {
  document.querySelector<HTMLElement>('.graphiql-editor-tools [data-name="variables"]')?.click();
}
