import { useEffect } from "react";
import type { PageKey } from "./editorProtocol.ts";
import type { EditorConnection } from "./useEditor.ts";

/** Has Cmd/Ctrl-Enter run the query wherever on the page it is pressed; the editor sees to it where it has the focus. */
export function useEditorKeys(editor: EditorConnection | undefined): void {
  useEffect(() => {
    const pressed = (event: KeyboardEvent) => {
      const isRun = event.key === "Enter" && (event.metaKey || event.ctrlKey);
      if (!isRun || event.defaultPrevented || document.querySelector("dialog[open]") !== null) return;
      event.preventDefault();
      editor?.send({ kind: "run" });
    };
    window.addEventListener("keydown", pressed);
    return () => window.removeEventListener("keydown", pressed);
  }, [editor]);
}

/** Presses a key of the page that was pressed in the editor; a dialog it opens gives the focus back in the end. */
export function pressOnPage(key: PageKey, editor: EditorConnection | undefined): void {
  window.dispatchEvent(new KeyboardEvent("keydown", { key, ctrlKey: key === "k", cancelable: true }));
  // Browsers give it back to elements of the page only.
  const focus = () => editor?.send({ kind: "focus" });
  document.querySelector("dialog[open]")?.addEventListener("close", focus, { once: true });
}
