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

/** Text is written at once where it is no longer, without a place of its own in memory. */
const TEXT_BYTES = 16_384;

/**
 * A response as it goes over the connection, in one piece: one write costs less than two. As text it is one of Latin-1,
 * which what is short and of ASCII alone is made to: that costs half of what bytes do.
 */
export function plainBytes(reply: Reply, parts: ResponseParts): string | Buffer {
  const { body } = reply;
  if (typeof body === "function") throw new TypeError("a body that is written as it comes is not plain");
  const pieces = typeof body === "string" || Buffer.isBuffer(body) ? [body] : body;
  const size = sizeOf(pieces, reply.isAscii === true);
  const head = `${linesOf(reply, parts)}content-length: ${size.bytes}\r\n\r\n`;
  if (!size.isText || head.length + size.bytes > TEXT_BYTES) return bytesOf(head, pieces, size.bytes);
  let text = head;
  for (const piece of pieces) text += piece as string;
  return text;
}

interface Size {
  readonly bytes: number;
  /** Whether all of it is text of ASCII. */
  readonly isText: boolean;
}

function sizeOf(pieces: readonly (string | Buffer)[], isAscii: boolean): Size {
  let bytes = 0;
  let characters = 0;
  for (const piece of pieces) {
    bytes += isAscii || typeof piece !== "string" ? piece.length : Buffer.byteLength(piece);
    if (typeof piece === "string") characters += piece.length;
  }
  return { bytes, isText: bytes === characters };
}

function bytesOf(head: string, pieces: readonly (string | Buffer)[], length: number): Buffer {
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
