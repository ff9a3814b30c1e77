import { type RefObject, useEffect, useState } from "react";
import { type Connection, connection, HELLO, type ToEditor, type ToPage } from "./editorProtocol.ts";

/** The way to the editor in the frame. */
export type EditorConnection = Connection<ToEditor, ToPage>;

/** The way to the editor in a frame; undefined until it has said that it is there. What it says waits to be heard. */
export function useEditor(frame: RefObject<HTMLIFrameElement | null>): EditorConnection | undefined {
  const [editor, setEditor] = useState<EditorConnection>();
  useEffect(() => {
    const greeted = (event: MessageEvent<unknown>) => {
      const [port] = event.ports;
      const isOurs = event.origin === window.location.origin && event.source === frame.current?.contentWindow;
      if (!isOurs || event.data !== HELLO || port === undefined) return;
      setEditor(connection<ToEditor, ToPage>(port));
    };
    window.addEventListener("message", greeted);
    return () => window.removeEventListener("message", greeted);
  }, [frame]);
  useEffect(() => () => editor?.close(), [editor]);
  return editor;
}
