import { isMacOs, KeyCode, KeyMod, pick, useGraphiQL } from "@graphiql/react";
import { useEffect, useState } from "react";

const CTRL = isMacOs ? KeyMod.WinCtrl : KeyMod.CtrlCmd;

/**
 * Whether Tab leads out of the editors rather than indenting. Ctrl-M changes it: Monaco's own key for it is taken by
 * GraphiQL on a Mac, and Monaco does not tell.
 */
export function useTabLeaves(): boolean {
  const { queryEditor, variableEditor } = useGraphiQL(pick("queryEditor", "variableEditor"));
  const [leaves, setLeaves] = useState(false);
  useEffect(() => {
    const actions = [queryEditor, variableEditor].map((editor) =>
      editor?.addAction({
        id: "datamesh.tab",
        label: "Tab leaves the editor, or indents",
        keybindings: [CTRL | KeyCode.KeyM],
        run: () => {
          editor.trigger("keyboard", "editor.action.toggleTabFocusMode", undefined);
          setLeaves((before) => !before);
        },
      }),
    );
    return () => actions.forEach((action) => action?.dispose());
  }, [queryEditor, variableEditor]);
  return leaves;
}
