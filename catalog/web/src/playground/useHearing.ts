import { useEffect, useEffectEvent } from "react";
import type { ToPage } from "./editorProtocol.ts";
import type { EditorConnection } from "./useEditor.ts";

/** Hears what the editor says. */
export function useHearing(editor: EditorConnection | undefined, hear: (message: ToPage) => void): void {
  const heard = useEffectEvent(hear);
  useEffect(() => editor?.listen((message) => heard(message)), [editor]);
}
