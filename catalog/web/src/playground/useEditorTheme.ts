import { useEffect } from "react";
import { isDark } from "../app/theme.ts";
import type { EditorConnection } from "./useEditor.ts";

/** Has the editor look as the page does, whoever changes that. */
export function useEditorTheme(editor: EditorConnection | undefined): void {
  useEffect(() => {
    const tell = () => editor?.send({ kind: "theme", isDark: isDark() });
    const system = matchMedia("(prefers-color-scheme: dark)");
    window.addEventListener("datamesh:theme", tell);
    system.addEventListener("change", tell);
    return () => {
      window.removeEventListener("datamesh:theme", tell);
      system.removeEventListener("change", tell);
    };
  }, [editor]);
}
