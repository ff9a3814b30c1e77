import { isMacOs, KeyCode, KeyMod, pick, useGraphiQL, useMonaco } from "@graphiql/react";
import { useEffect, useState } from "react";

/** Whether Tab leads out of the editors rather than indenting. Ctrl-M changes it, on a Mac too. */
export function useTabLeaves(): boolean {
  const { queryEditor, variableEditor } = useGraphiQL(pick("queryEditor", "variableEditor"));
  const monaco = useMonaco((state) => state.monaco);
  const [leaves, setLeaves] = useState(false);
  useEffect(() => {
    if (monaco === undefined || queryEditor === undefined) return;
    const { tabFocusMode } = monaco.editor.EditorOption;
    const changed = queryEditor.onDidChangeConfiguration(() =>
      setLeaves(queryEditor.getOption(tabFocusMode)),
    );
    return () => changed.dispose();
  }, [monaco, queryEditor]);
  useEffect(() => {
    // There Monaco has Ctrl-Shift-M for it, which GraphiQL takes away.
    if (!isMacOs) return;
    const actions = [queryEditor, variableEditor].map((editor) =>
      editor?.addAction({
        id: "datamesh.tab",
        label: "Tab leaves the editor, or indents",
        keybindings: [KeyMod.WinCtrl | KeyCode.KeyM],
        run: () => editor.trigger("keyboard", "editor.action.toggleTabFocusMode", undefined),
      }),
    );
    return () => actions.forEach((action) => action?.dispose());
  }, [queryEditor, variableEditor]);
  return leaves;
}
