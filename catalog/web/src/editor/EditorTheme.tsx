import { pick, useGraphiQL, useGraphiQLActions, useMonaco } from "@graphiql/react";
import { useEffect } from "react";
import { defineThemes } from "./editorThemes.ts";

/** Has the editors look like the page around them. */
export function EditorTheme({ isDark }: { isDark: boolean }) {
  const monaco = useMonaco((state) => state.monaco);
  const actions = useGraphiQLActions();
  const { queryEditor, variableEditor } = useGraphiQL(pick("queryEditor", "variableEditor"));
  useEffect(() => {
    if (monaco !== undefined) defineThemes(monaco);
  }, [monaco]);
  useEffect(() => actions.setTheme(isDark ? "dark" : "light"), [monaco, isDark, actions]);
  useEffect(() => {
    for (const editor of [queryEditor, variableEditor])
      editor?.updateOptions(lookOf(document.documentElement));
  }, [queryEditor, variableEditor]);
  return null;
}

/** Monaco measures letters, so it has to be told the font by name. */
const lookOf = (root: Element) => ({
  fontFamily: getComputedStyle(root).getPropertyValue("--mono"),
  fontSize: 13,
  lineHeight: 20,
  wordWrap: "on" as const,
  fixedOverflowWidgets: true,
  // On small screens the page is scrolled past the editor.
  scrollbar: { alwaysConsumeMouseWheel: false },
});
