import type { Server } from "node:http";
import type { Addition } from "./addition.ts";
import type { HttpServerParts } from "./httpServer.ts";
import { repeatedHeader } from "./repeatedHeader.ts";
import { requestIdOf } from "./requestId.ts";

const NOT_HERE = "HTTP/1.1 404 Not Found\r\nconnection: close\r\ncontent-length: 0\r\n\r\n";
const SENT_TWICE = "HTTP/1.1 400 Bad Request\r\nconnection: close\r\ncontent-length: 0\r\n\r\n";

/** Hands connections that ask for an upgrade to whoever takes them at their path; all others are answered 404. */
export function takeUpgrades(
  server: Server,
  upgrades: NonNullable<Addition["upgrades"]>,
  { log, newId }: HttpServerParts,
): void {
  const byPath = new Map(Object.entries(upgrades));
  // Without a listener Node serves such requests as if they asked for none.
  if (byPath.size === 0) return;
  server.on("upgrade", (request, socket, head) => {
    socket.on("error", () => socket.destroy());
    if (repeatedHeader(request.rawHeaders) !== undefined) return void socket.end(SENT_TWICE);
    const take = byPath.get((request.url ?? "").split("?", 1)[0] ?? "");
    if (take === undefined) return void socket.end(NOT_HERE);
    const requestId = requestIdOf(request.headers["x-request-id"], newId);
    take({ request, socket, head, requestId, log: log.child({ requestId }) });
  });
}
