import type { ServerResponse } from "node:http";
import type { Reply } from "./reply.ts";

/** Writes a reply; nothing if the client has gone. To HEAD, Node sends the headers alone. */
export function writeReply(response: ServerResponse, { status, headers, body }: Reply): void {
  const length = status === 204 || status === 304 ? {} : { "content-length": Buffer.byteLength(body) };
  response.writeHead(status, { ...headers, ...length });
  response.end(body);
}
