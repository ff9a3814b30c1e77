import type { PageKey, ToPage } from "../playground/editorProtocol.ts";

/**
 * Passes on the keys that mean the same everywhere: Cmd/Ctrl-K always, `/` and Esc unless something here has use for
 * them. Answers with the way to give the focus back to what had it then, which a dialog of the page takes away.
 */
export function passKeysOn(frame: Window, send: (message: ToPage) => void): () => void {
  let focused: Element | null = null;
  const pressed = (event: KeyboardEvent) => {
    const key = pageKey(event);
    if (key === undefined) return;
    event.preventDefault();
    // Before Monaco sees it, for which Ctrl-K begins a chord.
    event.stopImmediatePropagation();
    focused = frame.document.activeElement;
    send({ kind: "pressed", key });
  };
  frame.addEventListener("keydown", pressed, { capture: true });
  return () => {
    frame.focus();
    if (focused instanceof HTMLElement) focused.focus();
  };
}

function pageKey(event: KeyboardEvent): PageKey | undefined {
  const { key, target } = event;
  if ((event.metaKey || event.ctrlKey) && !event.altKey && !event.shiftKey && key.toLowerCase() === "k")
    return "k";
  if (event.metaKey || event.ctrlKey || event.altKey || isUsedHere(target)) return undefined;
  return key === "/" || key === "Escape" ? key : undefined;
}

const USED = "input, textarea, select, [contenteditable], [role=dialog], [role=menu], .monaco-editor";

const isUsedHere = (target: EventTarget | null): boolean =>
  target instanceof Element &&
  (target.closest(USED) !== null || target.ownerDocument.querySelector("[role=dialog]") !== null);
