import {
  type Connection,
  connection,
  HELLO,
  type ToEditor,
  type ToPage,
} from "../playground/editorProtocol.ts";

/** Connects with the page around this frame. Only a page of the same origin hears of it. */
export function connectPage(): Connection<ToPage, ToEditor> {
  const { port1, port2 } = new MessageChannel();
  window.parent.postMessage(HELLO, window.location.origin, [port2]);
  const page = connection<ToPage, ToEditor>(port1);
  page.send({ kind: "ready" });
  return page;
}
