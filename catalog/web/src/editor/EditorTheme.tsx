import { useGraphiQLActions, useMonaco } from "@graphiql/react";
import { useEffect } from "react";
import { defineThemes } from "./editorThemes.ts";

/** Has the editor look like the page around it. */
export function EditorTheme({ isDark }: { isDark: boolean }) {
  const monaco = useMonaco((state) => state.monaco);
  const { setTheme } = useGraphiQLActions();
  useEffect(() => {
    if (monaco !== undefined) defineThemes(monaco);
  }, [monaco]);
  useEffect(() => setTheme(isDark ? "dark" : "light"), [monaco, isDark, setTheme]);
  return null;
}
