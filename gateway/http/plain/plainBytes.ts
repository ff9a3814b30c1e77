import { STATUS_CODES } from "node:http";
import { replyHeaders } from "../replyHeaders.ts";
import type { Reply } from "../reply.ts";

/** What of a response's head is not of its reply. */
export interface ResponseParts {
  readonly requestId: string;
  readonly isClosing: boolean;
  /** As `Date` says it (RFC 9110, 6.6.1). */
  readonly date: string;
  readonly keepAliveSeconds: number;
}

/** A response as it goes over the connection, in one piece: one write costs less than two. */
export function plainBytes({ status, headers, body }: Reply, parts: ResponseParts): Buffer {
  if (typeof body === "function") throw new TypeError("a body that is written as it comes is not plain");
  const pieces = typeof body === "string" || Buffer.isBuffer(body) ? [body] : body;
  let length = 0;
  for (const piece of pieces) length += typeof piece === "string" ? Buffer.byteLength(piece) : piece.length;
  const head = `${linesOf({ status, headers }, parts)}content-length: ${length}\r\n\r\n`;
  const bytes = Buffer.allocUnsafe(head.length + length);
  let at = bytes.write(head, 0, "latin1");
  for (const piece of pieces)
    at += typeof piece === "string" ? bytes.write(piece, at) : piece.copy(bytes, at);
  return bytes;
}

function linesOf(reply: Pick<Reply, "status" | "headers">, parts: ResponseParts): string {
  const { requestId, isClosing, date, keepAliveSeconds } = parts;
  const kept = isClosing ? "" : `connection: keep-alive\r\nkeep-alive: timeout=${keepAliveSeconds}\r\n`;
  return `${fixedLines(reply, parts)}x-request-id: ${requestId}\r\ndate: ${date}\r\n${kept}`;
}

/** Of replies whose headers are frozen, which are those of many. */
const known = new WeakMap<Reply["headers"], string>();

function fixedLines(reply: Pick<Reply, "status" | "headers">, { isClosing }: ResponseParts): string {
  const isCommon = reply.status === 200 && !isClosing && Object.isFrozen(reply.headers);
  const found = isCommon ? known.get(reply.headers) : undefined;
  if (found !== undefined) return found;
  const lines = writtenLines(reply, isClosing);
  if (isCommon) known.set(reply.headers, lines);
  return lines;
}

const NOT_A_VALUE = /[^\t\x20-\x7e]/;

function writtenLines(reply: Pick<Reply, "status" | "headers">, isClosing: boolean): string {
  let lines = `HTTP/1.1 ${reply.status} ${STATUS_CODES[reply.status] ?? "Unknown"}\r\n`;
  const raw = replyHeaders(reply, { requestId: "", isClosing });
  for (let at = 0; at < raw.length; at += 2) {
    const [name = "", value = ""] = [raw[at], raw[at + 1]];
    if (name === "x-request-id") continue;
    if (NOT_A_VALUE.test(value)) throw new TypeError(`the header ${name} cannot be sent`);
    lines += `${name}: ${value}\r\n`;
  }
  return lines;
}
