import type { ServerResponse } from "node:http";
import type { Reply } from "./reply.ts";

/** Parts of no more bytes are joined: copying them is cheaper than sending them piece by piece. */
const JOINED_BYTES = 16_384;

/**
 * Writes a reply under these headers, names and values in turn; nothing if the client has gone. To HEAD, Node sends the
 * headers alone.
 */
export function writeReply(
  response: ServerResponse,
  { status, body }: Pick<Reply, "status" | "body">,
  headers: string[],
): void {
  if (typeof body === "function") {
    response.writeHead(status, headers);
    response.flushHeaders();
    body(response);
    return;
  }
  const parts = typeof body === "string" || Buffer.isBuffer(body) ? [body] : body;
  const length = lengthOf(parts);
  if (status !== 204 && status !== 304) headers.push("content-length", String(length));
  response.writeHead(status, headers);
  // Node sends a text together with the head, in one piece.
  if (parts.length <= 1) return void response.end(parts[0] ?? "");
  if (length <= JOINED_BYTES) return void response.end(joined(parts));
  response.cork();
  for (const part of parts) response.write(part);
  response.end();
}

function lengthOf(parts: readonly (string | Buffer)[]): number {
  let length = 0;
  for (const part of parts) length += typeof part === "string" ? Buffer.byteLength(part) : part.length;
  return length;
}

/** As one text; every part is whole UTF-8. */
function joined(parts: readonly (string | Buffer)[]): string {
  let text = "";
  for (const part of parts) text += typeof part === "string" ? part : part.toString("utf8");
  return text;
}
