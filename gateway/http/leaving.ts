import type { Socket } from "node:net";

const known = new WeakMap<Socket, AbortSignal>();

/**
 * Aborted when the connection closes, and with it whoever asked over it is gone. All requests of a connection share it:
 * what has been answered by then does not look at it any more.
 */
export function leavingOf(socket: Socket): AbortSignal {
  const shared = known.get(socket);
  if (shared !== undefined) return shared;
  const leaving = new AbortController();
  if (socket.destroyed) leaving.abort();
  else socket.once("close", () => leaving.abort());
  known.set(socket, leaving.signal);
  return leaving.signal;
}
