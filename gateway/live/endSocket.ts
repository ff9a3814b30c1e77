import type { WebSocket } from "ws";

/** How long whoever is told that a connection closes may take to say so too (RFC 6455, 7.1.1), in milliseconds. */
const GRACE_MS = 2_000;

/** Closes a WebSocket, and cuts it when that is not answered for so many milliseconds: it would stay open for half a minute. */
export function endSocket(socket: WebSocket, code: number, reason: string, graceMs = GRACE_MS): void {
  if (socket.readyState === socket.CLOSED) return;
  const cutting = setTimeout(() => socket.terminate(), graceMs).unref();
  socket.once("close", () => clearTimeout(cutting));
  socket.close(code, reason);
}
