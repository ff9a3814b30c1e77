import type { ServerResponse } from "node:http";
import type { Reply } from "./reply.ts";

/** Writes a reply under these headers; nothing if the client has gone. To HEAD, Node sends the headers alone. */
export function writeReply(
  response: ServerResponse,
  { status, body }: Pick<Reply, "status" | "body">,
  headers: Record<string, string>,
): void {
  if (typeof body === "function") {
    response.writeHead(status, headers);
    response.flushHeaders();
    body(response);
    return;
  }
  const parts = typeof body === "string" || Buffer.isBuffer(body) ? [body] : body;
  if (status !== 204 && status !== 304) headers["content-length"] = String(lengthOf(parts));
  response.writeHead(status, headers);
  const [only = ""] = parts;
  // Node sends a text together with the head, in one piece.
  if (parts.length <= 1) return void response.end(only);
  response.cork();
  for (const part of parts) response.write(part);
  response.end();
}

function lengthOf(parts: readonly (string | Buffer)[]): number {
  let length = 0;
  for (const part of parts) length += typeof part === "string" ? Buffer.byteLength(part) : part.length;
  return length;
}
