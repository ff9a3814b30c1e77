import type { ServerResponse } from "node:http";
import type { Reply } from "./reply.ts";

/** Writes a reply; nothing if the client has gone. To HEAD, Node sends the headers alone. */
export function writeReply(response: ServerResponse, { status, headers, body }: Reply): void {
  if (typeof body === "function") {
    response.writeHead(status, headers);
    response.flushHeaders();
    body(response);
    return;
  }
  const parts = typeof body === "string" || Buffer.isBuffer(body) ? [body] : body;
  response.writeHead(status, status === 204 || status === 304 ? headers : { ...headers, ...lengthOf(parts) });
  // One packet where it fits, whatever the number of parts.
  response.cork();
  for (const part of parts) response.write(part);
  response.end();
}

function lengthOf(parts: readonly (string | Buffer)[]): Reply["headers"] {
  let length = 0;
  for (const part of parts) length += typeof part === "string" ? Buffer.byteLength(part) : part.length;
  return { "content-length": String(length) };
}
